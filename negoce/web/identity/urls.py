from django.urls import path

from negoce.web.identity import enter, people, person, roles, teams, territories

app_name = "identity"
urlpatterns = [
    path("enter/<str:token>/", enter.enter, name="enter"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/invite/", people.invite, name="invite"),
    path("settings/people/<str:public_id>/", person.person, name="person"),
    path("settings/people/<str:public_id>/open/", person.set_open, name="person_open"),
    path("settings/people/<str:public_id>/invite/", person.invite_again, name="person_invite"),
    path("settings/people/<str:public_id>/second-factor/", person.remove_factor, name="person_second_factor"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/<str:public_id>/", teams.team, name="team"),
    path("settings/teams/<str:public_id>/delete/", teams.remove, name="team_delete"),
    path("settings/territories/", territories.territories, name="territories"),
    path("settings/territories/new/", territories.new_territory, name="new_territory"),
    path("settings/territories/<str:public_id>/", territories.territory, name="territory"),
    path("settings/territories/<str:public_id>/delete/", territories.remove, name="territory_delete"),
    path("settings/roles/", roles.roles, name="roles"),
    path("settings/roles/<str:name>/", roles.role, name="role"),
    path("settings/roles/<str:name>/reset/", roles.reset, name="role_reset"),
]
