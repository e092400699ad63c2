"""The house: everything that knows no feature.

cli.py        the command `qa-service`; app.py the web application; features.py finds the three features
settings.py   QA_* settings with their origin; database.py engines, sessions, UTC times; clock.py, ids.py
errors.py     the few house errors; problems.py turns them into RFC 9457 answers
body_limit.py the largest body that is taken; answer_headers.py what every answer carries
kinds.py      one file each, found by scanning; limited.py a worker process with limits
event_stream.py server-sent events from short looks
web.py        what routes depend on: session, actor, clock, settings, store
identity/     organisations, people, roles, sessions, may(actor, action, subject)
audit/        hash-chained entries in the transaction of the change
storage/      bytes in, digest out; sync/ exactly once; jobs/ rows with leases; i18n/ words
lettering/    letters on paper in any script
migrations/   one linear history; tablet/ the web app; pages/ base templates of server-rendered pages
"""
