"""What two people can end, set or change at once, with the page of each; what else changes rows, with the reason."""

from dataclasses import dataclass, field

from tests.house.world import Role

#: The service that ends something -> the page on which somebody does it with words.
ENDS = {
    "actions.finish_action": "actions:action_finish",
    "decisions.close_proposal": "decisions:proposal_close",
    "decisions.put_down_proposal": "decisions:proposal_put_down",
    "meetings.call_off_meeting": "meetings:meeting_call_off",
    "participation.accept_gap": "participation:gap_answer",
    "participation.answer_gap_with_action": "participation:gap_answer",
    "participation.decline_join_request": "participation:join_answer",
    "participation.finish_review": "participation:review_finish",
    "participation.hide_thanks": "participation:thanks_hide",
    "plan.close_concern": "plan:concern_close",
    "plan.end_project": "plan:project_end",
    "plan.finish_follow_up": "plan:follow_up_finish",
    "plan.move_step": "plan:step_move",
    "plan.reopen_project": "plan:project_reopen",
    "plan.retire_boundary": "plan:boundary_retire",
    "plan.retire_known_thing": "plan:strength_retire",
    "plan.retire_statement": "plan:statement_retire",
    "plan.settle_unsettled": "plan:unsettled_settle",
    "plan.start_project": "plan:project_start",
    "plan.take_down_addition": "plan:addition_take_down",
    "questions.answer_wording": "questions:wording_answer",
    "questions.decline_response": "questions:response_look",
    "questions.end_question": "questions:question_end",
    "questions.hide_words": "questions:contribution_hide",
    "questions.reopen_question": "questions:question_reopen",
}


@dataclass(frozen=True)
class Setting:
    """A page on which something is set: what two people send from it, and what the second of them reads."""

    page: str
    theirs: dict[str, str] = field(default_factory=dict)
    mine: dict[str, str] = field(default_factory=dict)
    seen: tuple[str, str] = ("11 High Street", "7 Low Street")
    #: Where its form stands, when that is another page; a member without email is meant; who sends it.
    shown_on: str = ""
    is_by_hand: bool = False
    role: Role = Role.FACILITATOR


KNOWN = ("starting_point", "strength", "difficulty", "existing", "impact", "handover")
WEEKS = ({"every_weeks": "5"}, {"every_weeks": "9"}, ("5", "9"))
NOT_YET = {"says_{statement_pk}": "not-yet"}
#: One of the three is written about; the others are left as they stood.
ONE_CHECK = {
    f"{kind}_{name}": text
    for kind in ("money", "permission")
    for name, text in (("confirmed", "no"), ("note", ""))
}
#: What a form of :data:`CHANGES` takes no words for; None is left out.
NOT_WORDS = {
    "elements:lesson_tie": {"change": ""},
    "meetings:meeting_edit": {"link": "https://example.org/call", "groups": None, "people": None},
    "participation:group_change": {"should_be_a_few": None, "should_be_here": "5"},
    "plan:boundary_edit": {"promise": "ask"},
    "plan:starting_point_edit": {"from_year": "2025"},
}
#: What :data:`SETS` finds its form by, on the page of several things.
QUERIES = {
    "plan:statement_list": "?show=all",
    "plan:known": "?one=data-{starting_point_pk}",
}
#: Each of several things that these set says itself how it stood.
ASK_EACH = {"decisions.have_say", "plan.answer_readiness", "plan.answer_statements"}
HIGH, LOW = "11 High Street", "7 Low Street"
#: What sets something of which there is one -> how; "{word}" is what stands for a word in the addresses.
SETS = {
    "decisions.choose_who_proposes": [
        Setting(
            *("decisions:proposing_edit", {"who": "facilitators"}, {"who": "everybody"}),
            seen=("Only facilitators", "Everybody who takes part"),
        )
    ],
    "decisions.have_say": [
        Setting("decisions:say_edit", role=Role.PARTICIPANT),
        Setting("decisions:say_for", is_by_hand=True),
    ],
    "decisions.reply_to_say": [Setting("decisions:say_reply")],
    "elements.extend_review": [
        Setting(
            "elements:review_extend", {"closes_on": "{in_3_days}"}, {"closes_on": "{in_5_days}"}
        )
    ],
    "elements.set_review_rhythm": [Setting("elements:rhythm_edit", *WEEKS)],
    "elements.settle_words": [
        Setting(
            *("elements:words_look", {"outcome": "whole"}, {"outcome": "left-out"}),
            seen=("All of it: nobody can be told from it", "Nothing of it"),
        )
    ],
    "meetings.settle_unasked": [
        Setting(
            *("meetings:unasked_look", {"outcome": "whole"}, {"outcome": "left-out"}),
            seen=("All of it: nobody can be told from it", "Nothing of it"),
        )
    ],
    "home.change_host": [
        Setting(f"home:host_{part}_edit", role=Role.COORDINATOR)
        for part in ("name", "contact", "privacy", "accessibility")
    ],
    "outbox.set_preference": [
        Setting("outbox:member_preference", {"channel": "post"}, {"channel": "post"}),
        Setting(
            "participation:member_contact",
            {"channel": "post", "through": ""},
            {"channel": "post", "through": ""},
            is_by_hand=True,
        ),
    ],
    "participation.change_role": [
        Setting(
            *("participation:member_role", {"role": "facilitator"}, {"role": "participant"}),
            seen=(
                "Facilitator: also invites people, records and sends",
                "Participant: takes part and reads everything",
            ),
        )
    ],
    "participation.record_bring": [
        Setting("participation:member_question"),
        Setting("participation:question", role=Role.PARTICIPANT),
    ],
    "participation.set_review_rhythm": [Setting("participation:review_rhythm", *WEEKS)],
    "plan.answer_planning": [
        Setting(
            *("plan:step_together_for", {"was_there": "True"}, {"was_there": "False"}),
            seen=("Yes", "No"),
        )
    ],
    "plan.answer_readiness": [Setting("plan:readiness_edit", ONE_CHECK, ONE_CHECK)],
    "plan.answer_statements": [
        Setting("plan:statement_agree_for", NOT_YET, NOT_YET),
        Setting(
            *("plan:statement_agree", NOT_YET, NOT_YET),
            shown_on="plan:statement_list",
            role=Role.PARTICIPANT,
        ),
    ],
    "plan.answer_taking_down": [
        Setting("plan:addition_answer", shown_on="plan:known", role=Role.PARTICIPANT)
    ],
    "questions.answer_hiding": [
        Setting(
            *("questions:hidden_answer", {}, {}),
            shown_on="questions:contribution_detail",
            role=Role.PARTICIPANT,
        )
    ],
    "questions.promise_later": [
        Setting(
            "questions:contribution_later",
            {"answer_by": "{in_3_days}"},
            {"answer_by": "{in_5_days}"},
        )
    ],
    "questions.set_answer_time": [
        Setting(
            "questions:answer_time_edit",
            {"paused_until": "{in_3_days}", "days": "14"},
            {"paused_until": "{in_5_days}", "days": "14"},
        )
    ],
    "projects.choose_public_page": [
        Setting(
            *("projects:public_page_edit", {"is_public": "no"}, {"is_public": "yes"}),
            seen=("No, only members see it", "Yes, everybody may see it"),
        )
    ],
}
#: What changes a row that counts its revisions -> its pages, with what cannot be words there.
CHANGES = {
    "decisions.change_proposal": ["decisions:proposal_edit"],
    "meetings.change_meeting": ["meetings:meeting_edit"],
    "elements.change_lesson": ["elements:lesson_edit"],
    "elements.tie_lesson": ["elements:lesson_tie"],
    "participation.change_group": ["participation:group_change"],
    "plan.change_boundary": ["plan:boundary_edit"],
    "plan.change_known_thing": [f"plan:{kind}_edit" for kind in KNOWN],
    "plan.change_statement": ["plan:statement_edit"],
    "plan.change_step": ["plan:step_edit"],
    "plan.change_unsettled": ["plan:unsettled_edit"],
    "plan.set_promise": ["plan:promise_edit"],
    "projects.change_project": [
        *("projects:purpose_edit", "projects:help_edit", "projects:safety_edit"),
    ],
    "updates.change_draft": ["updates:update_edit"],
}
#: What is saved by another service alone, as a part of it -> that one.
PARTS = {
    "participation.change_name": "participation.record_bring",
    "participation.record_experience": "participation.record_bring",
    "participation.record_group_spoken_for": "participation.record_groups_spoken_for",
    "plan.confirm_readiness": "plan.answer_readiness",
    "plan.withdraw_readiness": "plan.answer_readiness",
}
NO_WORDS = "it takes no words, so there are none to lose"
BY_ITSELF = "nobody types it: it follows from something else"
#: Other services that change rows, each with the reason why no words can be lost by it.
OTHERS = {
    **dict.fromkeys(
        [
            *("accounts.use_code", "accounts.use_link", "outbox.stop_news"),
            *("accounts.confirm_address", "accounts.undo_address"),
            *("outbox.retry_delivery", "outbox.tick_deliveries", "outbox.untick_deliveries"),
            *("outbox.use_address_again", "outbox.retry_failed"),
            "meetings.close_pulse",
            *("meetings.make_feed", "meetings.take_back_coming", "meetings.set_not_ready"),
            "meetings.open_room",
            *("questions.confirm_response", "questions.show_response"),
            "questions.take_response_back",
            "questions.stop_asking_community",
            *("outbox.ask_to_follow", "outbox.confirm_following"),
            *("outbox.invite_to_follow", "participation.confirm_join_request"),
            *("home.accept_coordinator_invitation", "home.decline_coordinator_invitation"),
            *("home.end_coordination", "home.resend_coordinator_invitation"),
            *("home.withdraw_coordinator_invitation", "participation.step_into"),
            *("home.set_logo", "home.take_logo_away"),
            *("participation.confirm_import", "participation.note_hello"),
            *("participation.answer_greeting", "participation.take_greeting"),
            *("participation.undo_hello", "participation.finish_need"),
            *("participation.answer_thanks", "participation.set_thanks_aside"),
            "participation.keep_entry",
            *("participation.decline_sending_on", "participation.note_answer_read"),
            *("participation.close_barrier", "participation.choose_counting"),
            "participation.answer_need",
            "participation.end_about_us_question",
            *("participation.decline_invitation", "participation.end_membership"),
            *("participation.resend_invitation", "participation.withdraw_invitation"),
            *("actions.end_takeover", "decisions.take_back_say", "participation.retire_group"),
            *("decisions.take_objection_back", "questions.unlink_contributions"),
            "elements.retire_indicator",
            *("plan.put_back_addition", "plan.read_boundaries"),
            *("questions.make_ready_for_ideas", "questions.put_ideas_off", "questions.undo_move"),
            *("questions.agree_with_answer", "questions.hand_over_contribution"),
            *("questions.mark_not_told", "questions.mark_told", "questions.read_contribution"),
            *("questions.set_linked_over", "questions.change_reviewed_words"),
            *("questions.put_back_worried", "questions.show_words_again"),
            *("questions.choose_outside", "questions.publish_words", "questions.unpublish_words"),
        ],
        NO_WORDS,
    ),
    **dict.fromkeys(
        [
            *("meetings.follow_attendance", "meetings.remind_of_pulse", "meetings.open_pulse"),
            *("meetings.name_who_reads", "meetings.forget_words_of"),
            *("meetings.forget_room_words", "meetings.stop_asking"),
            *("participation.pass_on_greetings", "participation.hand_back_needs"),
            *("participation.hand_back_returns", "participation.give_return"),
            *("participation.hand_back_words", "participation.remind_of_word"),
            *("participation.lose_word", "participation.open_word"),
            *("participation.answer_return", "participation.confirm_return"),
            *("participation.rotate_key", "participation.note_answer"),
            *("participation.ask_to_keep", "participation.delete_old_entries"),
            *("participation.count_about_us", "participation.answer_after_the_end"),
            *("questions.answer_response_after_the_end", "questions.forget_responses"),
            *("outbox.tell_followers", "outbox.stop_telling_followers"),
            *("accounts.end_sessions", "elements.remind_of_review"),
            "questions.tell_coordinators",
            *("ballots.mark_row_once", "ballots.open_seal"),
            *("decisions.check_log", "decisions.hold_log", "decisions.keep_failed_check"),
            "decisions.ask_for_check",
            "questions.give_answer",
        ],
        BY_ITSELF,
    ),
    **dict.fromkeys(
        [
            *("decisions.correct_decision", "decisions.supersede_decision"),
            *("decisions.keep_decision", "decisions.withdraw_decision"),
        ],
        "each version is kept, and its page shows both (tests/decisions/test_views_writing.py)",
    ),
    **dict.fromkeys(
        ["questions.put_file_off", "questions.refuse_file", "questions.show_file"], BY_ITSELF
    ),
    "elements.close_review": "its page shows both itself (tests/elements/test_review_views.py)",
    **dict.fromkeys(
        [
            *("participation.record_groups", "participation.record_hearing"),
            *("participation.record_speaking", "participation.record_needs"),
            *("participation.record_wish", "participation.record_entry"),
        ],
        "the second reads what the first wrote (tests/participation/test_coming_in.py)",
    ),
    **dict.fromkeys(
        ["participation.change_about_us_question", "participation.record_about_me"],
        "its page is tested with two editors (tests/participation/test_about_us_pages.py)",
    ),
    "participation.take_back": "whoever does so is asked first, and means all of it",
    "meetings.answer_meetings": "its page shows both itself (tests/meetings/test_pages.py)",
    "meetings.set_ready": "whoever says so last has looked; the page shows who, when and why",
    "meetings.note_meeting": "its page shows both itself (tests/meetings/test_held.py)",
    "meetings.confirm_attendance": "whoever says it of themselves says yes or no, once more if need be",
    "meetings.settle_room_words": "its page shows both itself (tests/meetings/test_room_pages.py)",
    "meetings.send_pulse": "what is said is only ever added; where it cannot be, the form keeps it",
    "meetings.reply_to_answer": "its page keeps what was typed (tests/meetings/test_pages.py)",
    "participation.promise_need": "whoever promises last arranges it; the page shows who and how",
    "participation.change_return": "its page keeps what was typed (tests/participation/test_returns_pages.py)",
    "participation.withdraw_return": "what is withdrawn is over, and cannot be withdrawn again",
    **dict.fromkeys(
        ["participation.answer_word", "participation.ask_to_send_on"],
        "its page keeps what was typed (tests/participation/test_words_pages.py)",
    ),
    "participation.ask_to_join": "what was typed once more takes the place of what nobody has read yet",
    "participation.leave_for_later": "what was said before stays",
    "participation.accept_invitation": "who is invited says their own name, once",
    "participation.give_email": "a second address is refused, and stays in the form",
    "actions.answer_takeover": "who comes second gets their words back (tests/actions/test_takeovers.py)",
    "accounts.put_address_right": "a command takes it, which shows both addresses",
    "home.invite_coordinator": "a second invitation finds the first, and says so",
    "participation.invite_member": "its words are for the new invitation, which is sent",
    "plan.plan_follow_up": "its page is tested with two days (tests/plan/test_known_writing.py)",
    "questions.look_at_worry": "its page keeps what was typed (tests/questions/test_safety_views.py)",
    "questions.answer_contribution": "its page shows both itself (tests/questions/test_views.py)",
    **dict.fromkeys(
        ["questions.seal_contribution", "questions.seal_judgement", "questions.seal_note"],
        "what is said is only ever added",
    ),
    "questions.judge_answer": "its page shows both itself (tests/questions/test_hearing.py)",
    "questions.take_words_back": "whoever does so sees the words, and is asked, first",
    "questions.send_answer_back": "the words stay in the form (tests/questions/test_looking.py)",
    "updates.send_update": "it takes a revision (tests/updates/test_views.py)",
    "updates.set_update_public": "two buttons, each of which says what it does",
}
