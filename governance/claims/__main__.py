"""`python -m governance.claims`: the command check_claims without Django and without a database."""

import sys

from governance.claims.check import main

sys.exit(main())
