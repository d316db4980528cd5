"""What a page says to machines, in the words of schema.org, as JSON-LD.

Nothing in it is more than the page says to people: who reviewed it and when, what it is on, the questions on it.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from governance.models import Publication, SignOff
from governance.public.collections import Collection
from governance.public.reading import Reading
from governance.public.rendering import absolute
from governance.public.reviewers import reviewer_path
from governance.public.signed import SignedText, signed_text
from governance.slots import filled

Node = dict[str, Any]
# Inside a script element only these could end it or begin another; JSON may write any character so.
ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
QUESTIONS = "faqs"


def structured_page(collection: Collection, reading: Reading) -> SafeString:
    """The script element of one page: the page, its place, and its questions."""
    questions = [*reading.shown]
    if collection.address == QUESTIONS:
        questions.insert(0, reading.publication)
    nodes = [_page(reading.publication), _breadcrumbs(collection, reading.publication)]
    if questions:
        nodes.append(_questions(reading.publication, questions))
    return script(nodes)


def script(nodes: Sequence[Node]) -> SafeString:
    """Nodes as a script element that holds data: no browser runs it, and the strict policy lets it stand."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    data = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 - escaped above


def person(signoff: SignOff) -> Node:
    """The reviewer as the signature names them."""
    return {
        "@type": "Person",
        "name": signoff.physician_name,
        "honorificPrefix": "Dr",
        "honorificSuffix": signoff.degree,
        "jobTitle": signoff.specialty,
        "url": absolute(reviewer_path(signoff)),
    }


def _page(publication: Publication) -> Node:
    address = absolute(f"/{publication.path}/")
    node = {
        "@type": "MedicalWebPage",
        "@id": address,
        "url": address,
        "name": publication.title,
        "description": publication.lead,
        "inLanguage": "en",
        "lastReviewed": publication.last_reviewed.isoformat(),
        "dateModified": publication.published_at.isoformat(),
        "reviewedBy": person(publication.reviewed),
        "publisher": {"@type": "Organization", "name": settings.ORGANISATION_NAME},
        "about": _about(signed_text(publication.text)),
        "breadcrumb": {"@id": f"{address}#breadcrumbs"},
    }
    return {key: value for key, value in node.items() if value}


def _about(text: SignedText) -> Node | None:
    """The condition, with the code that the page itself gives and a physician has signed; none is made up."""
    if not text.condition:
        return None
    node: Node = {"@type": "MedicalCondition", "name": text.condition.capitalize()}
    if text.icd11:
        node["code"] = {"@type": "MedicalCode", "codeValue": text.icd11, "codingSystem": "ICD-11"}
    return node


def _breadcrumbs(collection: Collection, publication: Publication) -> Node:
    steps = [
        ("Start", "/"),
        (collection.name, f"/{collection.address}/"),
        (publication.title, f"/{publication.path}/"),
    ]
    return {
        "@type": "BreadcrumbList",
        "@id": absolute(f"/{publication.path}/#breadcrumbs"),
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
            for number, (name, path) in enumerate(steps, start=1)
        ],
    }


def _questions(publication: Publication, questions: Sequence[Publication]) -> Node:
    return {
        "@type": "FAQPage",
        "@id": absolute(f"/{publication.path}/#questions"),
        "url": absolute(f"/{publication.path}/"),
        "mainEntity": [_question(item) for item in questions],
    }


def _question(item: Publication) -> Node:
    answer = {"@type": "Answer", "text": filled(item.html, {}).strip()}
    address = absolute(f"/{item.path}/")
    return {"@type": "Question", "@id": f"{address}#question", "name": item.title, "acceptedAnswer": answer}
