"""What is written: documents and their versions. Knows nothing of who may publish what."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        """Registers every kind of document with the version store."""
        from content.versions import register_kinds  # the models are loaded only now

        register_kinds()
