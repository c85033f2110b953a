"""What changes what people say, what a project explores, and what it answers."""

from questions.services.answering import (
    AnsweredBefore,
    AnsweredTogether,
    NobodyToLook,
    answer_contribution,
    answer_day,
    answer_several,
    can_look,
    needs_look,
    tell_answer,
)
from questions.services.asking import (
    QuestionEnded,
    QuestionReworded,
    answer_wording,
    ask_question,
    how_question_stands,
    propose_wording,
)
from questions.services.exploring import (
    NotEnded,
    end_question,
    make_ready_for_ideas,
    put_ideas_off,
    reopen_question,
)
from questions.services.hearing import (
    is_asked_whether_enough,
    judge_answer,
    mark_not_told,
    mark_told,
)
from questions.services.hiding import (
    IsSetAside,
    IsTakenBack,
    answer_hiding,
    hide_words,
    show_words_again,
)
from questions.services.looking import agree_with_answer, send_answer_back
from questions.services.moving import (
    link_contributions,
    move_all_linked,
    record_move,
    set_linked_over,
    undo_move,
    unlink_contributions,
)
from questions.services.promising import (
    hand_over_contribution,
    promise_later,
    read_contribution,
    set_answer_time,
)
from questions.services.reviewed import add_reviewed_words, change_reviewed_words
from questions.services.safety import (
    LookedAtBefore,
    look_at_worry,
    mark_worry,
    open_worry,
    put_back_worried,
    tell_coordinators,
)
from questions.services.saying import add_contribution, add_reply, give_honour, take_honour_back
from questions.services.taking_back import take_words_back
from questions.services.unnamed import (
    make_days_ready,
    open_unnamed,
    seal_contribution,
    seal_judgement,
    seal_note,
    write_back,
)

__all__ = [
    "AnsweredBefore",
    "AnsweredTogether",
    "IsSetAside",
    "IsTakenBack",
    "LookedAtBefore",
    "NobodyToLook",
    "NotEnded",
    "QuestionEnded",
    "QuestionReworded",
    "add_contribution",
    "add_reply",
    "add_reviewed_words",
    "agree_with_answer",
    "answer_contribution",
    "answer_day",
    "answer_hiding",
    "answer_several",
    "answer_wording",
    "ask_question",
    "can_look",
    "change_reviewed_words",
    "end_question",
    "give_honour",
    "hand_over_contribution",
    "hide_words",
    "how_question_stands",
    "is_asked_whether_enough",
    "judge_answer",
    "link_contributions",
    "look_at_worry",
    "make_days_ready",
    "make_ready_for_ideas",
    "mark_not_told",
    "mark_told",
    "mark_worry",
    "move_all_linked",
    "needs_look",
    "open_unnamed",
    "open_worry",
    "promise_later",
    "propose_wording",
    "put_back_worried",
    "put_ideas_off",
    "read_contribution",
    "record_move",
    "reopen_question",
    "seal_contribution",
    "seal_judgement",
    "seal_note",
    "send_answer_back",
    "set_answer_time",
    "set_linked_over",
    "show_words_again",
    "take_honour_back",
    "take_words_back",
    "tell_answer",
    "tell_coordinators",
    "undo_move",
    "unlink_contributions",
    "write_back",
]
