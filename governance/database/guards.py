"""Guards: inserts and updates that the database refuses, whoever sends them, because they break an invariant."""

from dataclasses import dataclass

from governance.database.correction_guards import BROKEN
from governance.database.statement_guards import NOT_SECONDED, NOT_SIGNED_BY_TWO, SIGNED_OTHERWISE


@dataclass(frozen=True, slots=True)
class Guard:
    """`event` on `table` is refused with `name` where `broken`, SQL over NEW and OLD, is true."""

    name: str
    table: str
    event: str
    broken: str


GUARDS = (
    Guard(
        "signoff_is_of_its_versions_digest",
        "governance_signoff",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM content_version v JOIN governance_review r ON r.version_id = v.id"
        " WHERE v.id = NEW.version_id AND r.id = NEW.review_id AND v.digest = NEW.digest)",
    ),
    Guard(
        "signoff_physician_is_not_an_editor",
        "governance_signoff",
        "INSERT",
        "EXISTS (SELECT 1 FROM content_version signed JOIN content_version v"
        " ON v.document_id = signed.document_id AND v.number <= signed.number"
        " WHERE signed.id = NEW.version_id AND v.saved_by_id = NEW.physician_id)",
    ),
    Guard("correction_changes_no_word_of_the_last_full_signoff", "governance_signoff", "INSERT", BROKEN),
    Guard(
        "full_signoff_ticked_the_checklist_in_force",
        "governance_signoff",
        "INSERT",
        "NEW.meaning = 'full'"
        " AND COALESCE(NEW.checklist_id, 0) <> COALESCE((SELECT MAX(c.id) FROM governance_checklist c), 0)",
    ),
    Guard(
        "publication_is_of_the_signed_digest",
        "governance_publication",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM governance_signoff s JOIN content_version v ON v.id = s.version_id"
        " WHERE s.id = NEW.signoff_id AND s.version_id = NEW.version_id AND s.digest = NEW.digest"
        " AND v.digest = NEW.digest AND v.text = NEW.text AND v.document_id = NEW.document_id)",
    ),
    Guard(
        "publication_rests_on_a_standing_signature",
        "governance_publication",
        "INSERT",
        "EXISTS (SELECT 1 FROM governance_signoff s JOIN governance_retraction r"
        " ON r.signoff_id = s.id OR r.signoff_id = s.corrects_id WHERE s.id = NEW.signoff_id)",
    ),
    Guard(
        "second_look_is_by_who_neither_wrote_nor_signed",
        "governance_secondlook",
        "INSERT",
        "EXISTS (SELECT 1 FROM governance_sampledsignature d JOIN governance_signoff s ON s.id = d.signoff_id"
        " JOIN content_version signed ON signed.id = s.version_id JOIN content_version v"
        " ON v.document_id = signed.document_id AND v.number <= signed.number"
        " WHERE d.id = NEW.sampled_id AND NEW.physician_id IN (v.saved_by_id, s.physician_id))",
    ),
    Guard(
        "publication_has_no_conflict",
        "governance_publication",
        "INSERT",
        "EXISTS (SELECT 1 FROM governance_judgedclaim j JOIN governance_foundclaim c ON c.id = j.claim_id"
        " JOIN governance_signoff s ON s.extraction_id = c.extraction_id"
        " WHERE s.id = NEW.signoff_id AND j.statement_id = NEW.statement_id AND j.verdict = 'conflict'"
        " AND NOT EXISTS (SELECT 1 FROM governance_exceptiongrant g JOIN governance_exceptionrequest r"
        " ON r.id = g.request_id WHERE r.claim_id = c.id AND r.digest = NEW.digest"
        " AND r.statement_id = NEW.statement_id))",
    ),
    Guard(
        "publication_cites_no_retracted_work",
        "governance_publication",
        "INSERT",
        "EXISTS (SELECT 1 FROM governance_citation c JOIN governance_retractionnotice n ON n.nature = 'retraction'"
        " AND ((c.pmid <> '' AND n.pmid = c.pmid) OR (c.doi <> '' AND n.doi = c.doi))"
        " WHERE c.version_id = NEW.version_id AND NOT EXISTS (SELECT 1 FROM governance_citationsettlement s"
        " WHERE s.citation_id = c.id AND s.notice_id = n.id)"
        " AND NOT EXISTS (SELECT 1 FROM governance_retractionnotice i WHERE i.nature = 'reinstatement'"
        " AND i.noticed_on >= n.noticed_on"
        " AND ((i.pmid <> '' AND i.pmid = n.pmid) OR (i.doi <> '' AND i.doi = n.doi))))",
    ),
    Guard(
        "publication_was_reviewed_on_the_day_of_its_full_signature",
        "governance_publication",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM governance_signoff s LEFT JOIN governance_signoff f ON f.id = s.corrects_id"
        " WHERE s.id = NEW.signoff_id AND COALESCE(f.signed_on, s.signed_on) = NEW.last_reviewed)",
    ),
    Guard(
        "exception_granted_was_not_declined",
        "governance_exceptiongrant",
        "INSERT",
        "EXISTS (SELECT 1 FROM governance_exceptiondecline d WHERE d.request_id = NEW.request_id)",
    ),
    Guard(
        "exception_declined_was_not_granted",
        "governance_exceptiondecline",
        "INSERT",
        "EXISTS (SELECT 1 FROM governance_exceptiongrant g WHERE g.request_id = NEW.request_id)",
    ),
    Guard(
        "statement_signature_is_of_the_drafts_text",
        "governance_statementsignature",
        "INSERT",
        SIGNED_OTHERWISE,
    ),
    Guard(
        "statement_is_seconded_by_nobody_who_wrote_it",
        "governance_statementsignature",
        "INSERT",
        NOT_SECONDED,
    ),
    Guard(
        "statement_is_approved_by_its_two_signatures",
        "governance_approvedstatement",
        "INSERT",
        NOT_SIGNED_BY_TWO,
    ),
    *(
        Guard(f"live_page_is_a_standing_publication_{event.lower()}", "governance_live", event, broken)
        for event in ("INSERT", "UPDATE")
        for broken in [
            "NOT EXISTS (SELECT 1 FROM governance_publication p WHERE p.id = NEW.publication_id"
            " AND p.document_id = NEW.document_id AND p.path = NEW.path)"
            " OR EXISTS (SELECT 1 FROM governance_withdrawal w WHERE w.publication_id = NEW.publication_id)"
            " OR EXISTS (SELECT 1 FROM governance_publication p WHERE p.document_id = NEW.document_id"
            " AND p.id > NEW.publication_id)",
        ]
    ),
    Guard(
        "live_page_ends_by_withdrawal",
        "governance_live",
        "DELETE",
        "NOT EXISTS (SELECT 1 FROM governance_withdrawal w WHERE w.publication_id = OLD.publication_id)",
    ),
)
