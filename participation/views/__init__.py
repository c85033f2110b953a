"""The pages of participation, by noun."""

from participation.views.about_us import about_us_add, about_us_change, about_us_end
from participation.views.coming_in import (
    member_question,
    member_receipt,
    member_take_back,
    question,
    receipt,
    take_back,
    welcome,
)
from participation.views.directory import directory_keep, member_directory_keep
from participation.views.greeting import (
    greeting_done,
    greeting_list,
    greeting_take,
    greeting_undo,
    my_greeting,
)
from participation.views.groups import (
    group_change,
    group_create,
    group_detail,
    group_retire,
    imbalance_action,
)
from participation.views.invitations import (
    invitation,
    invitation_resend,
    invitation_withdraw,
    member_invite,
)
from participation.views.joining import join_answer, join_link, join_list
from participation.views.lists import import_create, import_detail
from participation.views.members import (
    member_add,
    member_contact,
    member_detail,
    member_email,
    member_remove,
    member_role,
    people,
)
from participation.views.needs import (
    member_needs,
    my_needs,
    need_promise,
    need_say,
    needs_list,
)
from participation.views.part import my_part, project_leave
from participation.views.returns import (
    member_returns,
    my_returns,
    return_change,
    return_offer,
    return_say,
    return_withdraw,
    returns_due,
    returns_list,
)
from participation.views.reviews import (
    gap_answer,
    review_detail,
    review_finish,
    review_open,
    review_rhythm,
)
from participation.views.stepping_in import step_in
from participation.views.thanks import member_thanks, thanks_give, thanks_hide, thanks_say
from participation.views.words import my_words
from participation.views.words_for_me import word_link, word_read, words_for_me

__all__ = [
    "about_us_add",
    "about_us_change",
    "about_us_end",
    "directory_keep",
    "gap_answer",
    "greeting_done",
    "greeting_list",
    "greeting_take",
    "greeting_undo",
    "group_change",
    "group_create",
    "group_detail",
    "group_retire",
    "imbalance_action",
    "import_create",
    "import_detail",
    "invitation",
    "invitation_resend",
    "invitation_withdraw",
    "join_answer",
    "join_link",
    "join_list",
    "member_add",
    "member_contact",
    "member_detail",
    "member_directory_keep",
    "member_email",
    "member_invite",
    "member_needs",
    "member_question",
    "member_receipt",
    "member_remove",
    "member_returns",
    "member_role",
    "member_take_back",
    "member_thanks",
    "my_greeting",
    "my_needs",
    "my_part",
    "my_returns",
    "my_words",
    "need_promise",
    "need_say",
    "needs_list",
    "people",
    "project_leave",
    "question",
    "receipt",
    "return_change",
    "return_offer",
    "return_say",
    "return_withdraw",
    "returns_due",
    "returns_list",
    "review_detail",
    "review_finish",
    "review_open",
    "review_rhythm",
    "step_in",
    "take_back",
    "thanks_give",
    "thanks_hide",
    "thanks_say",
    "welcome",
    "word_link",
    "word_read",
    "words_for_me",
]
