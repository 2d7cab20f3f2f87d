"""Tours of visits: whom to see, the days worked out, the map, the calendar, the sheet."""
