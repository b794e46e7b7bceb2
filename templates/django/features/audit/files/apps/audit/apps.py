from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save


class AuditConfig(AppConfig):
    name = "apps.audit"
    verbose_name = "Audit log"

    def ready(self) -> None:
        from django.contrib.auth.models import Group

        from apps.accounts.models import User
        from apps.audit import receivers
        from apps.todos.services import todos_changed

        user_logged_in.connect(receivers.note_login)
        user_login_failed.connect(receivers.note_failed_login)
        user_logged_out.connect(receivers.note_logout)
        post_save.connect(receivers.note_new_account, sender=User)
        pre_save.connect(receivers.note_changed_account, sender=User)
        post_delete.connect(receivers.note_deleted_account, sender=User)
        for permissions in (User.groups, User.user_permissions, Group.permissions):
            m2m_changed.connect(receivers.note_permissions, sender=permissions.through)
        todos_changed.connect(receivers.note_change)
