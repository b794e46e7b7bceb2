from typing import Any

from django import forms

from apps.todos.titles import clean_title


class TitleField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(required=False, strip=False)

    def to_python(self, value: Any) -> str:
        return clean_title(value or "")


class AddForm(forms.Form):
    title = TitleField()


class ChangeForm(forms.Form):
    """Holds only the fields that were sent."""

    title = TitleField()
    completed = forms.TypedChoiceField(
        choices=[("true", "true"), ("false", "false")],
        coerce=lambda value: value == "true",
        error_messages={
            "required": "Choose completed or not.",
            "invalid_choice": "Choose completed or not.",
        },
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name in set(self.fields) - set(data):
            del self.fields[name]
