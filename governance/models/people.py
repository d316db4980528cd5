"""The people, their roles, and the register of physicians."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models

from governance.policy.verbs import Role


class Person(AbstractUser):
    """Somebody with an account. Nobody is deleted: what a person did keeps their name."""

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the person has now; none for a closed account."""
        if not self.is_active:
            return frozenset()
        known = {role.value for role in Role}
        names = self.groups.values_list("name", flat=True)
        return frozenset(Role(name) for name in names if name in known)


class Physician(models.Model):
    """An entry in the register of physicians; without one nobody signs."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="physician")
    degree = models.CharField(max_length=40, help_text="As it stands after the name, such as MD.")
    specialty = models.CharField(max_length=100)
    licence_number = models.CharField(max_length=60)
    licence_region = models.CharField(max_length=60, help_text="Who issued it, such as Ohio.")
    licence_expires = models.DateField()
    interests = models.TextField("declared interests", blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.degree}"

    @property
    def credential(self) -> str:
        """Name, degree, specialty and licence in one line, as a signature shows it."""
        return f"{self}, {self.specialty}, {self.licence_region} licence {self.licence_number}"

    def is_licensed(self, *, on: date) -> bool:
        """Whether the licence holds on that day, the last one included."""
        return self.licence_expires >= on
