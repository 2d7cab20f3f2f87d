from django.urls import path

from negoce.web.identity import enter

app_name = "identity"
urlpatterns = [
    path("enter/<str:token>/", enter.enter, name="enter"),
]
