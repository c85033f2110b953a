"""The ticks of Celery beat. Each tick only asks the database what is due, so a missed or doubled tick does no harm."""

SCHEDULE = {
    "send sign-in emails that wait": {"task": "accounts.tasks.send_due", "schedule": 30.0},
    **{
        f"note that the queue {queue} is worked on": {
            "task": "home.tasks.note_tick",
            "schedule": 30.0,
            "kwargs": {"queue": queue},
            "options": {"queue": queue},
        }
        for queue in ("codes", "celery")
    },
    "forget old requests to sign in": {"task": "accounts.tasks.forget_old", "schedule": 3600.0},
    "keep the moves of projects few": {
        "task": "projects.tasks.collapse_moves",
        "schedule": 86400.0,
    },
    "send what waits in the outbox": {"task": "outbox.tasks.send_due", "schedule": 30.0},
    # Each piece of news wakes it; this is for what was left undone when a worker was killed.
    "spread news": {"task": "outbox.tasks.spread_news", "schedule": 60.0},
    "gather digests": {"task": "outbox.tasks.gather_digests", "schedule": 300.0},
    "let go of letters that nobody needs": {
        "task": "outbox.tasks.let_go_of_letters",
        "schedule": 300.0,
    },
    "forget refused addresses that nobody has": {
        "task": "outbox.tasks.forget_refused",
        "schedule": 300.0,
    },
    "forget addresses that did not say whether they follow": {
        "task": "outbox.tasks.forget_unconfirmed",
        "schedule": 300.0,
    },
    "remind of what is due": {"task": "home.tasks.remind_of_due", "schedule": 1800.0},
    "let be due what a clock ahead put off": {"task": "home.tasks.bring_back", "schedule": 300.0},
    "keep what can be found": {"task": "home.tasks.keep_search", "schedule": 60.0},
    "clean the disk after ballots": {"task": "ballots.tasks.clean_up", "schedule": 300.0},
    "let go of seals that nothing holds": {
        "task": "ballots.tasks.let_go_of_orphans",
        "schedule": 86400.0,
    },
    "open participation reviews": {
        "task": "participation.tasks.open_due_reviews",
        "schedule": 300.0,
    },
    "tell about overdue participation reviews": {
        "task": "participation.tasks.tell_overdue_reviews",
        "schedule": 1800.0,
    },
    "look after private words": {
        "task": "participation.tasks.look_after_private_words",
        "schedule": 900.0,
    },
    "count the answers about people": {
        "task": "participation.tasks.count_about_us",
        "schedule": 86400.0,
    },
    "destroy the keys that were given up": {
        "task": "participation.tasks.destroy_spent_keys",
        "schedule": 300.0,
    },
    "ask whether entries in directories stay": {
        "task": "participation.tasks.ask_about_directory",
        "schedule": 1800.0,
    },
    # The end of a project wakes it; this is for what was left undone.
    "tell who asks to take part that the project has ended": {
        "task": "participation.tasks.answer_after_the_end",
        "schedule": 300.0,
    },
    "delete entries in directories whose day has come": {
        "task": "participation.tasks.delete_old_entries",
        "schedule": 3600.0,
    },
    "tell who responded that the project has ended": {
        "task": "questions.tasks.answer_responses_after_the_end",
        "schedule": 300.0,
    },
    "forget old responses of the community": {
        "task": "questions.tasks.forget_responses",
        "schedule": 3600.0,
    },
    "delete old requests to take part": {
        "task": "participation.tasks.forget_join_requests",
        "schedule": 3600.0,
    },
    "let appear what was said without a name": {
        "task": "questions.tasks.open_unnamed",
        "schedule": 300.0,
    },
    "make files ready that wait": {"task": "questions.tasks.make_files_ready", "schedule": 30.0},
    "delete what is kept of files that are gone": {
        "task": "questions.tasks.sweep_files",
        "schedule": 86400.0,
    },
    "tell coordinators about worries that nobody looked at": {
        "task": "questions.tasks.tell_coordinators",
        "schedule": 900.0,
    },
    "delete what people wrote about coming to old meetings": {
        "task": "meetings.tasks.forget_old_words",
        "schedule": 3600.0,
    },
    "open what was said in rooms": {"task": "meetings.tasks.read_out_rooms", "schedule": 300.0},
    "ask how meetings were": {"task": "meetings.tasks.open_due_pulses", "schedule": 300.0},
    "close how meetings were": {"task": "meetings.tasks.close_due_pulses", "schedule": 300.0},
    "remind of how meetings were": {
        "task": "meetings.tasks.remind_of_pulses",
        "schedule": 1800.0,
    },
    "check decision logs": {"task": "decisions.tasks.check_due", "schedule": 900.0},
    "open reviews": {"task": "elements.tasks.open_due_reviews", "schedule": 300.0},
    "close reviews": {"task": "elements.tasks.close_due_reviews", "schedule": 300.0},
    "remind of reviews": {"task": "elements.tasks.remind_of_reviews", "schedule": 1800.0},
    "render reports that wait": {"task": "reports.tasks.render_due", "schedule": 10.0},
}
