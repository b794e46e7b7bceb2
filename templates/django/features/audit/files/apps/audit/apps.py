from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save


class AuditConfig(AppConfig):
    name = "apps.audit"
    verbose_name = "Audit log"

    def ready(self) -> None:
        from apps.accounts.models import User
        from apps.audit import receivers
        from apps.todos.services import todos_changed

        user_logged_in.connect(receivers.note_login)
        user_login_failed.connect(receivers.note_failed_login)
        user_logged_out.connect(receivers.note_logout)
        post_save.connect(receivers.note_account, sender=User)
        todos_changed.connect(receivers.note_change)
