-- Tells whoever listens on sluis_job that a job changed in what its tenant can see of it, or that its log grew.
-- By its UUID alone: row-level security does not reach listeners, and a UUID names nothing without a right to it.
-- Not at acceptance: nobody can follow a job yet whose id nobody has.
CREATE FUNCTION tell_of_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('sluis_job', NEW.id::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER job_news AFTER UPDATE ON job FOR EACH ROW
    WHEN ((OLD.state, OLD.site, OLD.phase, OLD.reason, OLD.problem, OLD.output, OLD.ended)
        IS DISTINCT FROM (NEW.state, NEW.site, NEW.phase, NEW.reason, NEW.problem, NEW.output, NEW.ended))
    EXECUTE FUNCTION tell_of_job();

CREATE FUNCTION tell_of_log_piece() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('sluis_job', job::text) FROM attempt WHERE id = NEW.attempt;
    RETURN NULL;
END
$$;
CREATE TRIGGER log_news AFTER INSERT ON log_piece FOR EACH ROW EXECUTE FUNCTION tell_of_log_piece();
