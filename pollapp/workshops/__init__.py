"""The domain: the verbs of a workshop, who may do them, and what there is to see. Store in, facts out.

`life` has the presenter's verbs, with `locking` and `ending`; `answers` the participant's. `scenes` tells what a
workshop shows now, `releasing` what may be seen of a round (from the raw counts of `counting`), `streaming` how its
picture comes in batches, `pairing` what before and after may stand beside, `outlook` what can be done. `doors` is
who comes in, `presence` who is there, `pace` how much one may send. `planning` is how events and workshops come
about, and `moderation` the queue of texts.
"""
