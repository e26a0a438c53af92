package eu.sluis.cli.gateway;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.ProjectView;
import eu.sluis.contract.api.VersionView;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds things by what people type: ids, names, numbers.
 *
 * <p>What is found by an id has that id; what is found by a name is the gateway's word.
 */
public final class Lookup {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern JOB_NUMBER =
            Pattern.compile("([1-9][0-9]{0,17})(?:_(0|[1-9][0-9]{0,8}))?");

    private final TenantCalls tenant;
    private final DatasetCalls datasets;
    private final JobCalls jobs;

    public Lookup(TenantCalls tenant, DatasetCalls datasets, JobCalls jobs) {
        this.tenant = tenant;
        this.datasets = datasets;
        this.jobs = jobs;
    }

    /** Whether {@code text} has the form of an id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether {@code text} has the form of a job's number, or of an element's. */
    public static boolean isJobNumber(String text) {
        return JOB_NUMBER.matcher(text).matches();
    }

    /** The project of that id or name. */
    public ProjectView project(String text) {
        return single(
                tenant.projects(),
                project -> project.id().toString().equals(text) || project.name().equals(text),
                "project");
    }

    /** The dataset or case of that id, or the dataset of that name. */
    public DatasetView dataset(String text) {
        if (!isId(text)) {
            return single(datasets.datasets(), dataset -> dataset.name().equals(text), "dataset");
        }
        DatasetView found = datasets.dataset(DatasetId.of(text));
        require(found.id().toString(), text);
        return found;
    }

    /** The version that {@code DATASET}, {@code DATASET@NUMBER} or {@code DATASET@ID} means. */
    public VersionView version(String text) {
        int at = text.lastIndexOf('@');
        DatasetView dataset = dataset(at < 0 ? text : text.substring(0, at));
        if (at >= 0) {
            return versionOf(dataset, text.substring(at + 1));
        }
        VersionView latest = dataset.latest();
        if (latest == null) {
            throw Failure.other(
                    "dataset " + dataset.name() + " has no version yet", "put files into it first");
        }
        require(latest.dataset().toString(), dataset.id().toString());
        return latest;
    }

    /** The version of that id. */
    public VersionView version(VersionId id) {
        VersionView found = datasets.version(id);
        require(found.id().toString(), id.toString());
        return found;
    }

    /** The job of that number or id, or the element that {@code NUMBER_ELEMENT} names. */
    public JobView job(String text) {
        Matcher number = JOB_NUMBER.matcher(text);
        if (number.matches()) {
            return numbered(text, Long.parseLong(number.group(1)), number.group(2));
        }
        if (!isId(text)) {
            throw Failure.usage("a job is named by its number or its id", "see: sluis list");
        }
        JobView found = jobs.job(JobId.of(text));
        require(found.id().toString(), text);
        return found;
    }

    private JobView numbered(String text, long number, @Nullable String element) {
        List<JobView> found =
                jobs.numbered(number).stream()
                        .filter(job ->
                                element == null || element.equals(String.valueOf(job.element())))
                        .toList();
        if (found.isEmpty()) {
            throw Failure.notFound("job " + text);
        }
        if (found.size() > 1) {
            throw Failure.usage(
                    "job " + number + " is an array of " + found.size() + " elements",
                    "name one of them, such as " + number + "_" + found.getLast().element());
        }
        return found.getFirst();
    }

    private VersionView versionOf(DatasetView dataset, String version) {
        VersionView found =
                single(
                        datasets.versions(dataset.id()),
                        v -> v.id().toString().equals(version) || isNumbered(v, version),
                        "version");
        require(found.dataset().toString(), dataset.id().toString());
        return found;
    }

    private static boolean isNumbered(VersionView version, String text) {
        return NUMBER.matcher(text).matches() && version.number() == Long.parseLong(text);
    }

    private static <T> T single(List<T> all, Predicate<T> wanted, String what) {
        List<T> found = all.stream().filter(wanted).toList();
        if (found.isEmpty()) {
            throw Failure.notFound("such " + what);
        }
        if (found.size() > 1) {
            throw Failure.usage("several of that name: " + what, "name it by its id");
        }
        return found.getFirst();
    }

    private static void require(String found, String asked) {
        if (!found.equals(asked)) {
            throw Failure.untrusted("the gateway answers with something else than was asked for");
        }
    }
}
