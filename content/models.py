"""Documents and their versions.

A document's row is the working draft. What was ever saved is in its versions, and only a version can be
reviewed, signed and published. A new kind of document is one subclass here, one form and one template.
"""

from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from content.fields import ProseField, RowsField
from content.querysets import DocumentQuerySet, VersionQuerySet
from content.references import REFERENCE_COLUMNS, validate_references
from content.sections import Layout
from content.validators import validate_condition, validate_icd11


def conditions() -> list[tuple[str, str]]:
    """The closed list of conditions, as choices."""
    return [(name, name.replace("_", " ")) for name in settings.PAGE_CONDITIONS]


class Document(models.Model):
    """A page of any kind: where it stands, whose it is, what it is about, and which version is the newest."""

    KIND: ClassVar[str] = ""
    COLLECTION: ClassVar[str] = ""
    # (field, layout, heading) in the order in which the public reads them.
    SECTIONS: ClassVar[tuple[tuple[str, Layout, str], ...]] = ()

    kind = models.CharField(max_length=40, editable=False)
    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=100, help_text="The last part of the page's address.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="documents")
    condition = models.CharField(
        "page condition",
        max_length=60,
        choices=conditions,
        validators=[validate_condition],
        help_text="Claims that name no condition are read with this one.",
    )
    notes = models.TextField(
        blank=True, help_text="For staff only. An import leaves here what it could not place."
    )
    version_number = models.PositiveIntegerField(default=0, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="document_has_its_own_address"),
        ]
        indexes = [models.Index(fields=["kind", "title", "id"], name="document_by_kind_and_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where the public would find it, such as `conditions/migraine`."""
        return f"{kinds()[self.kind].COLLECTION}/{self.slug}"

    @property
    def concrete(self) -> "Document":
        """The document with the fields of its own kind."""
        model = kinds()[self.kind]
        return self if isinstance(self, model) else model.objects.get(pk=self.pk)

    def clean(self) -> None:
        """Fills in the kind, so that the unique address is checked with it."""
        self.kind = self.kind or self.KIND


class ConditionPage(Document):
    """A page on one condition: what it is, what comes first, and where ketamine stands."""

    KIND = "condition-page"
    COLLECTION = "conditions"
    SECTIONS = (
        ("icd11", Layout.CODE, "ICD-11"),
        ("lead", Layout.LEAD, ""),
        ("phrases", Layout.PHRASES, "Common ways people search for this"),
        ("points", Layout.POINTS, "The short version"),
        ("definition", Layout.PROSE, "Clinical definition"),
        ("differences", Layout.PAIRS, "How it differs from related conditions"),
        ("treatments", Layout.PAIRS, "First-line treatments"),
        ("when_standard_fails", Layout.PROSE, "When standard treatments fail"),
        ("where_ketamine_fits", Layout.PROSE, "Where ketamine fits"),
        ("where_we_fit", Layout.PROSE, "Where this fits with {organisation}"),
        ("related", Layout.LINKS, "Related pages"),
        ("references", Layout.REFERENCES, "References"),
    )

    icd11 = models.CharField("ICD-11 code", max_length=20, blank=True, validators=[validate_icd11])
    lead = ProseField(help_text="One or two sentences under the title.")
    phrases = RowsField("phrases people search for", columns=("text",))
    points = RowsField("the short version", columns=("text",))
    definition = ProseField("clinical definition")
    differences = RowsField("how it differs from related conditions", columns=("name", "text"))
    treatments = RowsField("first-line treatments", columns=("name", "text"))
    when_standard_fails = ProseField("when standard treatments fail")
    where_ketamine_fits = ProseField()
    where_we_fit = ProseField("where this fits with us")
    references = RowsField(columns=REFERENCE_COLUMNS, validators=[validate_references])
    related = models.ManyToManyField("self", blank=True, symmetrical=False, verbose_name="related pages")


class Faq(Document):
    """A question and its answer, signed by itself and shown on the condition pages that it names."""

    KIND = "faq"
    COLLECTION = "faqs"
    SECTIONS = (
        ("answer", Layout.PROSE, ""),
        ("pages", Layout.SHOWN_ON, ""),
    )

    answer = ProseField()
    pages = models.ManyToManyField(
        ConditionPage, blank=True, related_name="faqs", verbose_name="condition pages that show it"
    )

    class Meta:
        verbose_name = "FAQ"


class Article(Document):
    """A longer read: an interview, a review of research, a report."""

    KIND = "article"
    COLLECTION = "articles"
    SECTIONS = (
        ("lead", Layout.LEAD, ""),
        ("author_line", Layout.LINE, ""),
        ("body", Layout.PROSE, ""),
        ("references", Layout.REFERENCES, "References"),
    )

    lead = ProseField()
    author_line = models.CharField(
        max_length=300, blank=True, help_text="Who wrote it, as the public reads it."
    )
    body = ProseField()
    references = RowsField(columns=REFERENCE_COLUMNS, validators=[validate_references])


class Version(models.Model):
    """One saved state of a document: who, when, why, and the exact words. Never changed, never deleted.

    text: the canonical encoding of what the public would see; digest: SHA-256 over it.
    revision: the version store's own copy of the fields, from which a draft can be restored.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.OneToOneField("reversion.Revision", models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_by_name = models.CharField(max_length=300)
    saved_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    text = models.TextField()
    digest = models.CharField(max_length=64)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="version_numbers_are_unique_in_a_document"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="version_has_a_reason"),
            models.CheckConstraint(condition=~models.Q(digest=""), name="version_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"


def kinds() -> dict[str, type[Document]]:
    """Every kind of document by its name: the subclasses of Document in this project."""
    models_here = apps.get_models()
    return {
        model.KIND: model for model in models_here if issubclass(model, Document) and model is not Document
    }


def kind_of(name: str) -> type[Document]:
    """The model of a kind. Raises ValidationError that lists the kinds for an unknown name."""
    try:
        return kinds()[name]
    except KeyError:
        raise ValidationError(f"There is no kind {name!r}. Kinds: {', '.join(sorted(kinds()))}.") from None
