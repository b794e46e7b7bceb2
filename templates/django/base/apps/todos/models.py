from django.db import models

from apps.todos.titles import MAX_LENGTH, validate_title


class Todo(models.Model):
    title = models.CharField(max_length=MAX_LENGTH, validators=[validate_title])
    completed = models.BooleanField(default=False)
    order = models.IntegerField(null=True, blank=True)
    # Counts changes: the ETag, and what concurrent writers compare.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["completed", "id"], name="todos_todo_completed")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="todos_todo_title_not_empty")
        ]

    def __str__(self) -> str:
        return self.title
