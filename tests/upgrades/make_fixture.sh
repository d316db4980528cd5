#!/usr/bin/env bash
# Makes the database of a release as a fixture: run it in a checkout of that release, with the folder to write to.
#   bash make_fixture.sh FOLDER
# FOLDER gets site.sql.gz (every table, row and trigger of a small site on SQLite), its public keys and its anchor.
set -euo pipefail
folder=$(realpath -m "$1")
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export IMPRIMATUR_DATA_DIR="$data" IMPRIMATUR_HTTPS=0 IMPRIMATUR_DATABASE=
IMPRIMATUR_SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(60))')
export IMPRIMATUR_SECRET_KEY
.venv/bin/python manage.py migrate --verbosity=0
.venv/bin/python manage.py shell -c '
from tests import factories as make
make.make_statement()
make.publish(make.make_page(slug="live"))
make.publish(make.make_faq(slug="a-question"))
make.sign(make.submit(make.make_page(slug="signed")))
make.submit(make.make_page(slug="in-review"))
make.make_article(slug="a-draft")
'
mkdir -p "$folder/keys"
cp "$data"/keys/*.pub "$folder/keys/"
cp "$data/anchor.jsonl" "$folder/"
.venv/bin/python - "$data/imprimatur.sqlite3" <<'PYTHON' | gzip -9n >"$folder/site.sql.gz"
import sqlite3, sys
print("\n".join(sqlite3.connect(sys.argv[1]).iterdump()))
PYTHON
