from django.contrib import admin
from django.db.models import F
from django.forms import ModelForm
from django.http import HttpRequest

from apps.todos.models import Todo


@admin.register(Todo)
class TodoAdmin(admin.ModelAdmin):
    list_display = ("title", "completed", "order", "created_at", "updated_at")
    list_filter = ("completed", "created_at")
    search_fields = ("title",)
    readonly_fields = ("version", "created_at", "updated_at")
    ordering = ("-id",)
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Todo, form: ModelForm, change: bool) -> None:
        """A change by hand changes the ETag as well."""
        if change:
            obj.version = F("version") + 1
        super().save_model(request, obj, form, change)
