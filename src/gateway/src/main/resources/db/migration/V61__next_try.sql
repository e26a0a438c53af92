-- When a job that could not be dispatched is looked at again, so that it holds up nobody.
ALTER TABLE job ADD COLUMN next_try timestamptz;
GRANT SELECT (next_try) ON job TO sluis_worker;
GRANT UPDATE (next_try) ON job TO sluis_app;
