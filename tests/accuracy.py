"""`make accuracy`: how well figures are read and grouped on the annotated stories, with every miss in its context.

The table of figures comes from tests.figures.accuracy. What follows it measures matching: pair F1, disputes found, and
groups that are in dispute without cause, each story with weights that were fitted on the others, with the annotated
readings and end to end, from the files through reading to matching. `python -m tests.matching.misses` prints what is
behind these figures.
"""

import sys
from dataclasses import replace

from tests.figures import accuracy
from tests.matching.annotated import Story
from tests.matching.fit_weights import report, tell
from tests.matching.measure import NO_CLAIM, reread


def read_anew(story: Story) -> Story:
    """The story with the reader's own readings; only those that the annotation knows have a claim."""
    found = reread(story)
    return replace(found, claims={m: claim for m, claim in found.claims.items() if not claim.startswith(NO_CLAIM)})


if __name__ == "__main__":
    accuracy.main()
    for line in tell(*report([])):
        sys.stdout.write(f"{line}\n")
