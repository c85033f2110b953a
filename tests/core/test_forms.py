"""Forms speak in plain words, and ask the database's own constraints."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from core.forms import ConstraintModelForm, PlainForm
from core.typed import FILES_GONE
from plan.models import Boundary
from projects.models import Member
from tests import factories
from tests.pages import lacks


class Every(PlainForm):
    text = forms.CharField(max_length=5)
    email = forms.EmailField()
    day = forms.DateField()
    number = forms.IntegerField(min_value=1, max_value=9)
    one = forms.ChoiceField(choices=[("a", "A")])
    many = forms.MultipleChoiceField(choices=[("a", "A")])
    file = forms.FileField()
    own = forms.CharField(error_messages={"required": "Write what was decided."})


def errors_of(form):
    return {name: messages[0] for name, messages in form.errors.items()}


def test_what_is_missing_is_asked_for_in_plain_words():
    assert errors_of(Every({})) == {
        "text": "Fill this in. If you do not know yet, write that.",
        "email": "Write an email address.",
        "day": "Give a date.",
        "number": "Fill this in. If you do not know yet, write that.",
        "one": "Choose one of the answers.",
        "many": "Choose at least one.",
        "file": "Choose a file.",
        "own": "Write what was decided.",
    }


def test_what_is_wrong_is_explained_in_plain_words():
    wrong = {
        "text": "too long",
        "email": "jo at home",
        "day": "soon",
        "number": "ten",
        "one": "b",
        "many": ["b"],
        "own": "a\x00b",
    }
    assert errors_of(Every(wrong)) == {
        "text": "Write at most 5 characters. There are 8 now.",
        "email": "Write an email address like name@example.org.",
        "day": "Write the date as day, month and year, like 27 3 2027.",
        "number": "Write a whole number.",
        "one": "Choose one of the answers in the list.",
        "many": "Choose one of the answers in the list.",
        "file": "Choose a file.",
        "own": "Leave out the character that cannot be shown.",
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [("0", "Write a number that is 1 or more."), ("10", "Write a number that is 9 or less.")],
)
def test_numbers_have_plain_limits(number, words):
    assert errors_of(Every({"number": number}))["number"] == words


def every_field():
    return [
        kind
        for kind in vars(forms).values()
        if isinstance(kind, type)
        and issubclass(kind, forms.Field)
        and kind
        not in (
            forms.ComboField,
            forms.MultiValueField,
            forms.FilePathField,
            forms.TypedChoiceField,
        )
    ]


@pytest.mark.parametrize("kind", every_field())
def test_no_kind_of_field_says_djangos_sentence_for_a_missing_answer(kind):
    options = {"assume_scheme": "https"} if kind is forms.URLField else {}
    if issubclass(kind, forms.RegexField):
        options = {"regex": "x"}
    if issubclass(kind, forms.ModelChoiceField):
        options = {"queryset": Member.objects.none()}
    form_class = type("Form", (PlainForm,), {"field": kind(**options)})
    said = str(form_class().fields["field"].error_messages)
    assert lacks(said, "This field is required.", but_has="'required': ")


@pytest.mark.parametrize(
    "typed", ["2027-03-27", "27/3/2027", "27 3 2027", "27.03.2027", "27-3-2027", "27 March 2027"]
)
def test_days_are_understood_as_people_write_them(typed):
    form = Every({"day": typed})
    form.is_valid()
    assert form.cleaned_data["day"] == date(2027, 3, 27)


def test_a_day_is_shown_so_that_a_browsers_date_field_understands_it():
    form = Every(initial={"day": date(2027, 3, 7)})
    shown = str(form["day"])
    assert 'type="date"' in shown
    assert 'value="2027-03-07"' in shown


class WithFile(PlainForm):
    text = forms.CharField(max_length=5)
    file = forms.FileField(required=False)


def chosen(name: str = "people.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, b"Jo")}


def test_a_form_that_comes_back_asks_for_its_file_again():
    again = "Choose the file again. It could not be kept."
    assert errors_of(WithFile({"text": "too long"}, chosen()))["file"] == again
    assert list(WithFile({"text": "too long"}).errors) == ["text"]
    assert WithFile({"text": "fine"}, chosen()).is_valid()


def test_words_that_come_without_their_file_bring_the_form_back():
    again = {"file": "Choose the file again. It could not be kept."}
    assert errors_of(WithFile({"text": "fine", FILES_GONE: "yes"})) == again
    assert WithFile({"text": "fine", FILES_GONE: "yes"}, chosen()).is_valid()
    assert WithFile({"text": "fine"}).is_valid()


class BoundaryForm(ConstraintModelForm):
    """Leaves out the field that its constraint also looks at."""

    class Meta:
        model = Boundary
        fields = ["what"]


def test_a_constraint_over_a_field_that_is_not_on_the_form_is_an_error_of_the_form(project):
    boundary = Boundary(project=project, kind="fixed")
    form = BoundaryForm({"what": "The walls"}, instance=boundary)
    assert errors_of(form) == {"__all__": "Say why it is fixed, and who fixed it."}


def test_the_stock_form_would_have_let_it_through(project):
    class Stock(forms.ModelForm):
        class Meta(BoundaryForm.Meta):
            pass

    assert Stock({"what": "The walls"}, instance=Boundary(project=project, kind="fixed")).is_valid()


class MemberForm(ConstraintModelForm):
    class Meta:
        model = Member
        fields = ["known_as", "role"]


def test_a_unique_constraint_is_an_error_of_the_form(jo):
    again = Member(project=jo.project, user=jo.user)
    form = MemberForm({"known_as": "Jo", "role": "participant"}, instance=again)
    assert errors_of(form) == {"__all__": "This person is in the project already."}


def test_a_row_may_be_saved_over_itself(jo):
    form = MemberForm({"known_as": "Joanna", "role": "facilitator"}, instance=jo)
    assert form.is_valid()


def test_a_parent_that_the_view_sets_later_is_no_error(db):
    form = MemberForm({"known_as": "Jo", "role": "participant"}, instance=Member())
    assert form.is_valid()


def test_a_field_error_comes_alone(project):
    form = BoundaryForm({"what": ""}, instance=Boundary(project=project, kind="fixed"))
    assert list(form.errors) == ["what"]


def test_plain_forms_have_no_colon_after_labels():
    assert Every().label_suffix == ""
    assert BoundaryForm(instance=factories.BoundaryFactory.build(project=None)).label_suffix == ""
