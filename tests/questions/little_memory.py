"""The program that makes a file ready, with less memory than it has: a process of its own (test_files_made.py)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from questions.files import remake

if __name__ == "__main__":
    remake.MOST_MEMORY = 150 * remake.MEGABYTE
    remake.main()
