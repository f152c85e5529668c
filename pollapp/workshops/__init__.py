"""The domain: the verbs of a workshop, who may do them, and what there is to see. Store in, facts out.

`life` has the presenter's verbs, `answers` the participant's, `scenes` what a workshop shows now, `doors` who comes in,
`presence` who is there, `pace` how much one may send, `planning` how events and workshops come about, `moderation`
the queue of texts.
"""
