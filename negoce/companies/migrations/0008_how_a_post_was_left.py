from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0007_subsidiaries_by_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='departure',
            field=models.CharField(blank=True, choices=[('moved', 'moved'), ('unknown', 'unknown'), ('retired', 'retired')], max_length=8, verbose_name='départ'),
        ),
    ]
