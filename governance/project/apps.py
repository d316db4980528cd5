"""The stock admin with our site."""

from django.contrib.admin.apps import AdminConfig


class ImprimaturAdminConfig(AdminConfig):
    """The stock admin with our site, which knows the roles instead of Django's permissions."""

    default_site = "governance.admin.site.ImprimaturAdminSite"
