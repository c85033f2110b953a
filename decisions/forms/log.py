"""What is typed to record, correct, replace or withdraw a decision, and to find one in the log."""

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.names import NameField
from core.numbers import read_number
from core.once import SentKeyField
from decisions.models import Decision, DecisionMaker, DecisionVersion
from decisions.services import FIELDS, Content, Maker, clean_text, makers_of
from plan.models import Boundary
from projects.models import Member, Project
from projects.people_field import PeopleField, offer_members

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d.%m.%Y", "%d %B %Y"]
#: Buttons that only change what the form shows: nothing is checked, everything typed is kept.
SHOWING = {"change", "rows", "new"}
ROWS_AT_FIRST, ROWS_MORE, ROWS_MOST = 3, 3, 60


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DecisionForm(ConstraintModelForm):
    """
    A decision with its makers: members by name, others in rows of name and as what.

    ``project`` and ``today`` are handed in. Buttons named ``do`` say what the person wants: a form whose button is
    one of SHOWING is not checked and keeps what was typed.
    """

    members = PeopleField(
        required=False,
        label=_("Who made it?"),
        help_text=_("Choose everybody who had a say. Their names are shown with the decision."),
    )
    rows = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sent_key = SentKeyField()

    class Meta:
        model = DecisionVersion
        fields = [
            *("what", "why", "decided_on", "how", "considered", "rests_on", "boundary"),
            *("changed_our_mind", "look_again_on"),
        ]
        labels = {
            "what": _("What was decided?"),
            "why": _("Why?"),
            "decided_on": _("When was it decided?"),
            "how": _("How was it decided?"),
            "considered": _("What else was considered?"),
            "rests_on": _("What is it based on?"),
            "boundary": _("Which fixed or open point does it keep to?"),
            "changed_our_mind": _("Did anything change our mind?"),
            "look_again_on": _("When will you look at it again?"),
        }
        help_texts = {
            "what": _("In one sentence, so that somebody who was not there understands it."),
            "why": _("Everyone who gave their view will read this. It comes first on the page."),
            "how": _("For example: agreed together, 12 for and 1 with a concern."),
            "considered": _("Other ways, and why we did not take them."),
            "rests_on": _("What people said, what we tried, what we counted."),
            "changed_our_mind": _("Something we heard or tried that made us think again."),
        }
        widgets = {
            "what": forms.Textarea(attrs={"rows": 2}),
            "why": forms.Textarea(attrs={"rows": 5}),
            "how": forms.Textarea(attrs={"rows": 2}),
            "considered": forms.Textarea(attrs={"rows": 3}),
            "rests_on": forms.Textarea(attrs={"rows": 3}),
            "changed_our_mind": forms.Textarea(attrs={"rows": 3}),
            "decided_on": day_input(),
            "look_again_on": day_input(),
        }
        error_messages = {
            "what": {"required": _("Write what was decided.")},
            "why": {"required": _("Write why this was decided.")},
            "decided_on": {"required": _("Give the day on which it was decided.")},
        }

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        project: Project,
        today: date,
        initial: dict[str, Any] | None = None,
        changes: str = "",
    ) -> None:
        self.project, self.today = project, today
        self.do = str(data.get("do") or "check") if data else ""
        if data is not None and self.do in SHOWING:
            initial, data = {**(initial or {}), **read_typed(data)}, None
        count = (data.get("rows") if data else (initial or {}).get("rows")) or ROWS_AT_FIRST
        self.row_count = _bounded(count)
        if self.do == "rows":
            self.row_count = _bounded(self.row_count + ROWS_MORE)
        super().__init__(data, initial={"decided_on": today, **(initial or {})})
        self.initial["rows"] = self.row_count
        self._set_up_fields(changes)

    def _set_up_fields(self, changes: str) -> None:
        self._offer_makers()
        boundaries = Boundary.objects.filter(project=self.project.pk).order_by("pk")
        field = cast(Any, self.fields["boundary"])
        field.queryset, field.empty_label = boundaries, gettext("None")
        for name in ("decided_on", "look_again_on"):
            cast(Any, self.fields[name]).input_formats = DAY_FORMATS
        for number in range(self.row_count):
            self.fields[f"name_{number}"] = NameField(
                label=gettext("Name"), max_length=120, required=False
            )
            self.fields[f"as_what_{number}"] = forms.CharField(
                label=gettext("As what"), max_length=120, required=False
            )
        if self.do == "rows":
            first_new = self.fields[f"name_{self.row_count - ROWS_MORE}"]
            first_new.widget.attrs["data-focus"] = True
        if changes:
            self.instance.change = changes
            self.fields["base_version"] = forms.IntegerField(widget=forms.HiddenInput)
            self.fields["change_why"] = change_why_field()
        self.use_plain_words()

    def _offer_makers(self) -> None:
        """Offer who takes part, and those who made the last decision; also who left can be a maker still."""
        last = Decision.objects.filter(project=self.project).order_by("-number").first()
        rows = DecisionMaker.objects.filter(
            version=last.current_id if last else None, member__isnull=False
        )
        offer_members(
            self.fields["members"],
            Member.objects.filter(project=self.project, joined_at__isnull=False),
            project=self.project,
            last=rows.values("member") if last else None,
            last_words=last
            and gettext("The same people as in decision %(number)s") % {"number": last.number},
        )

    @property
    def other_rows(self) -> list[tuple[Any, Any]]:
        """The rows for makers who are not members."""
        return [(self[f"name_{n}"], self[f"as_what_{n}"]) for n in range(self.row_count)]

    @property
    def has_more_parts(self) -> bool:
        """Whether something that is folded at first has been filled in, is wrong, or was asked for."""
        rows = [field for row in self.other_rows for field in row]
        more = (self["how"], *self.folded, *rows)
        return self.do == "rows" or any(field.value() or field.errors for field in more)

    @property
    def folded(self) -> list[Any]:
        """The last fields of those that are folded until they are needed."""
        names = ("considered", "rests_on", "boundary", "changed_our_mind", "look_again_on")
        return [self[name] for name in names]

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(
                gettext("Give a day that has come. A decision is written down once it is made.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        # A constraint of the model asks for it, and it is no field of the model form.
        self.instance.change_why = cleaned.get("change_why", "")
        self.others = []
        for number in range(self.row_count):
            name = cleaned.get(f"name_{number}") or ""
            as_what = clean_text(cleaned.get(f"as_what_{number}") or "")
            if name and not as_what:
                self.add_error(
                    f"as_what_{number}",
                    gettext("Say as what %(name)s took part.") % {"name": name},
                )
            elif as_what and not name:
                self.add_error(f"name_{number}", gettext("Name the person, too."))
            elif name:
                self.others.append(Maker(name=name, as_what=as_what))
        if not self.others and not cleaned.get("members") and not self._has_maker_errors():
            self.add_error("members", gettext("Name at least one person who made this decision."))
        return cleaned

    def _has_maker_errors(self) -> bool:
        return any(name.startswith(("members", "name_", "as_what_")) for name in self.errors)

    def content(self, *, as_before: DecisionVersion | None = None) -> Content:
        """Return what was typed; members who were makers ``as_before`` keep as what they were."""
        before = makers_of(as_before) if as_before else []
        kept_as = {m.member.pk: m.as_what for m in before if m.member}
        # What is known of people who are not named stays with their line.
        kept = {(m.name, m.as_what): m for m in before if not m.member}
        others = [kept.get((other.name, other.as_what), other) for other in self.others]
        members = [
            Maker(member=member, as_what=kept_as.get(member.pk, ""))
            for member in self.cleaned_data["members"].order_by("pk")
        ]
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in FIELDS}
        for name, value in fields.items():
            fields[name] = clean_text(value) if isinstance(value, str) else value
        return cast(Content, {**fields, "makers": [*members, *others]})


def read_typed(data: QueryDict) -> dict[str, Any]:
    """Return everything that was typed, as it was typed, to start a form from."""
    typed: dict[str, Any] = {name: data.get(name) for name in data}
    typed["members"] = data.getlist("members")
    return typed


def initial_of(content: Content) -> dict[str, Any]:
    """Return what a form starts from to show this content."""
    typed: dict[str, Any] = {name: content.get(name) for name in FIELDS}
    typed["boundary"] = content["boundary"] and content["boundary"].pk
    typed["members"] = [maker.member.pk for maker in content["makers"] if maker.member]
    others = [maker for maker in content["makers"] if not maker.member]
    for number, maker in enumerate(others):
        typed[f"name_{number}"], typed[f"as_what_{number}"] = maker.name, maker.as_what
    typed["rows"] = max(ROWS_AT_FIRST, len(others) + 1)
    return typed


def content_of(version: DecisionVersion) -> Content:
    """Return what a version says, as the form would."""
    fields: dict[str, Any] = {name: getattr(version, name) for name in FIELDS}
    return cast(Content, {**fields, "makers": makers_of(version)})


def change_why_field() -> forms.CharField:
    return forms.CharField(
        label=gettext("Why is it changed?"),
        help_text=gettext("Everybody can read this beside the new version."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext("Write why it is changed. Everybody can read it.")},
    )


class WithdrawForm(PlainForm):
    """Why a decision no longer counts."""

    change_why = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("Everybody can read this. The decision stays in the log."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why it is withdrawn. Everybody can read it.")},
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)
    sent_key = SentKeyField()


class KeepForm(PlainForm):
    """What somebody found who looked at a decision again, and when to look the next time; ``today`` is handed in."""

    change_why = forms.CharField(
        label=_("What did you find?"),
        help_text=_("Why it stays as it is. Everybody can read this beside the decision."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you found. Everybody can read it.")},
    )
    look_again_on = forms.DateField(
        label=_("When will you look at it the next time?"),
        required=False,
        widget=day_input(),
        input_formats=DAY_FORMATS,
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)
    sent_key = SentKeyField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_look_again_on(self) -> date | None:
        day: date | None = self.cleaned_data["look_again_on"]
        if day and day <= self.today:
            raise forms.ValidationError(gettext("Choose a day after today."))
        return day


class LogFilterForm(PlainForm):
    """Search and filter of the log, by GET. What cannot be read is left out, and said."""

    q = forms.CharField(label=_("Find words"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All decisions")),
            ("in-force", _("In force")),
            ("superseded", _("Replaced")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    made_by = forms.CharField(label=_("Made by"), required=False, max_length=80)
    first = forms.DateField(
        label=_("Decided from"), required=False, widget=day_input(), input_formats=DAY_FORMATS
    )
    last = forms.DateField(
        label=_("Decided until"), required=False, widget=day_input(), input_formats=DAY_FORMATS
    )

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def has_more(self) -> bool:
        """Whether one of the fields that are folded at first is used."""
        return any(self[name].value() for name in ("made_by", "first", "last"))


def _bounded(count: Any) -> int:
    return min(max(read_number(count) or 0, ROWS_AT_FIRST), ROWS_MOST)
