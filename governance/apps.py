"""Who may publish what, and why."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        """Registers the system checks, and has the append-only triggers made anew after every migration."""
        from governance import checks  # noqa: F401  registers itself; the models are loaded only now
        from governance.database.authorizer import guard_connection, lift_guard, restore_guard
        from governance.database.roles import install_roles
        from governance.database.triggers import install_triggers, remove_triggers
        from governance.services.public_search import prepare_search
        from governance.services.search.index import prepare_index

        # A migration that rebuilds a table on SQLite drops its triggers without a word.
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="governance.install_triggers")
        post_migrate.connect(prepare_index, sender=self, dispatch_uid="governance.prepare_index")
        post_migrate.connect(prepare_search, sender=self, dispatch_uid="governance.prepare_search")
        post_migrate.connect(install_roles, sender=self, dispatch_uid="governance.install_roles")
        connection_created.connect(guard_connection, dispatch_uid="governance.guard_connection")
        pre_migrate.connect(remove_triggers, sender=self, dispatch_uid="governance.remove_triggers")
        pre_migrate.connect(lift_guard, dispatch_uid="governance.lift_guard")
        post_migrate.connect(restore_guard, dispatch_uid="governance.restore_guard")
