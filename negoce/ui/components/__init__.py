"""Components: functions with declared props that return safe markup; in templates, `{% load ui %}`."""
