"""`python -m scorecards …`"""

import sys

from scorecards.cli.main import main


sys.exit(main(sys.argv[1:]))
