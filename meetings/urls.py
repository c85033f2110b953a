"""The pages of meetings."""

from django.urls import path

from meetings.views import (
    answering,
    arranging,
    calendars,
    holding,
    in_the_room,
    planning,
    pulses,
    reading,
    rooms,
    words,
)

app_name = "meetings"
_meetings = "projects/<slug:slug>/meetings/"
_one = f"{_meetings}<int:meeting_pk>/"
_room = f"{_meetings}rooms/<int:room_pk>/"
urlpatterns = [
    path(_meetings, reading.meeting_list, name="meeting_list"),
    path(f"{_meetings}new/", planning.meeting_create, name="meeting_create"),
    path(f"{_meetings}feel/", pulses.pulse_list, name="pulse_list"),
    path(_one, reading.meeting_detail, name="meeting_detail"),
    path(f"{_one}change/", planning.meeting_edit, name="meeting_edit"),
    path(f"{_one}call-off/", planning.meeting_call_off, name="meeting_call_off"),
    path(f"{_one}arrange/", arranging.meeting_arrange, name="meeting_arrange"),
    path(f"{_one}answer/", answering.meeting_answer, name="meeting_answer"),
    path(f"{_one}answer/<int:member_pk>/", answering.meeting_answer_for, name="meeting_answer_for"),
    path(f"{_one}answer/take-back/", answering.meeting_take_back, name="meeting_take_back"),
    path(f"{_one}notes/", holding.meeting_notes, name="meeting_notes"),
    path(f"{_one}notes/write/", holding.meeting_note, name="meeting_note"),
    path(f"{_one}was-there/", holding.meeting_was_there, name="meeting_was_there"),
    path(
        f"{_one}next/<int:meeting_outcome_pk>/take-away/",
        holding.outcome_take_away,
        name="outcome_take_away",
    ),
    path(f"{_one}pulse/", pulses.pulse_answer, name="pulse_answer"),
    path(f"{_one}pulse/open/", pulses.pulse_open, name="pulse_open"),
    path(f"{_one}pulse/paper/", pulses.pulse_paper, name="pulse_paper"),
    path(f"{_one}pulse/type-in/", pulses.pulse_type_in, name="pulse_type_in"),
    path(f"{_one}pulse/close/", pulses.pulse_close, name="pulse_close"),
    path(f"{_meetings}unasked/<uuid:unasked_pk>/", pulses.unasked_look, name="unasked_look"),
    path(f"{_one}calendar/", calendars.meeting_file, name="meeting_file"),
    path(
        "projects/<slug:slug>/people/<int:member_pk>/coming/",
        words.member_coming,
        name="member_coming",
    ),
    path(
        f"{_meetings}replies/<int:meeting_answer_pk>/",
        words.meeting_reply,
        name="meeting_reply",
    ),
    path(f"{_one}room/", rooms.room_open, name="room_open"),
    path(f"{_room}", rooms.room_show, name="room_show"),
    path(f"{_room}end/", rooms.room_end, name="room_end"),
    path(f"{_room}look/", rooms.room_look, name="room_look"),
    path(f"{_meetings}said/<uuid:room_words_pk>/", rooms.room_words, name="room_words"),
    path("room/", in_the_room.room_enter, name="room_enter"),
    path("room/<str:room_code>/", in_the_room.room_say, name="room_say"),
    path("coming/<str:meeting_token>/", answering.meeting_link, name="meeting_link"),
    path("you/calendar/", calendars.calendar_feed, name="calendar_feed"),
    path("calendar/<str:feed_key>/", calendars.calendar_file, name="calendar_file"),
]
