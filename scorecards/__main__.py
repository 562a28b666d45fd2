"""`python -m scorecards …`"""

import sys

from scorecards.cli import main


sys.exit(main(sys.argv[1:]))
