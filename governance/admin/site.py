"""The admin's site: the stock one, opened to everybody who has a role."""

from django.contrib import admin


class ImprimaturAdminSite(admin.AdminSite):
    """The staff's side."""
