"""The tables whose rows never change once they are written. One list: triggers, rights and guards read it."""

from django.apps import apps
from django.db import models

APPEND_ONLY = (
    "content.Version",
    "reversion.Revision",
    "reversion.Version",
    "governance.ApprovedStatement",
    "governance.StatementEffect",
    "governance.StatementEdit",
    "governance.StatementSignature",
    "governance.Extraction",
    "governance.FoundClaim",
    "governance.JudgedClaim",
    "governance.Settlement",
    "governance.RetractionNotice",
    "governance.CitationSettlement",
    "governance.SignOff",
    "governance.Retraction",
    "governance.ExceptionRequest",
    "governance.ExceptionGrant",
    "governance.ExceptionDecline",
    "governance.Publication",
    "governance.PublicationLink",
    "governance.Withdrawal",
    "governance.AdoptedReading",
    "governance.AgreementNote",
    "governance.ConflictFlag",
    "governance.Comment",
    "governance.CommentAnswer",
    "governance.CommentResolution",
    "governance.Checklist",
    "governance.ChecklistPoint",
    "governance.Recall",
    "governance.RecalledVersion",
    "governance.ReviewCalendar",
    "governance.ReviewInterval",
    "governance.Invitation",
    "governance.InvitationEnd",
    "governance.InvitationUse",
    "governance.SampleDraw",
    "governance.SampledSignature",
    "governance.SecondLook",
    "governance.AuditEntry",
)


def kept_models() -> list[type[models.Model]]:
    """Their models."""
    return [apps.get_model(label) for label in APPEND_ONLY]


def kept_tables() -> frozenset[str]:
    """The names of the tables."""
    return frozenset(model._meta.db_table for model in kept_models())
