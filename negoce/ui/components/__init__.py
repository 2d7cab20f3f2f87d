"""Components: functions with declared props that return safe markup. Templates reach them with `{% load ui %}`."""
