package eu.sluis.e2e.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Submits jobs of a second or so, as many as are wanted, never more than so many at a time. */
final class Load {

    private static final int SUBMITTERS = 4;

    /**
     * A job that the gateway said it accepted.
     *
     * @param cancelled whether it was asked to end soon afterwards
     */
    record Accepted(String job, int attempts, boolean cancelled) {}

    private final List<Client> clients;
    private final int jobs;
    private final int atOnce;
    private final long seed;
    private final Rows rows;
    private final AtomicInteger begun = new AtomicInteger();
    private final ConcurrentHashMap<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    Load(List<Client> clients, int jobs, int atOnce, long seed, Rows rows) {
        this.clients = clients;
        this.jobs = jobs;
        this.atOnce = atOnce;
        this.seed = seed;
        this.rows = rows;
    }

    void start() {
        for (int i = 0; i < SUBMITTERS; i++) {
            Random random = new Random(seed * 17 + i);
            Client client = clients.get(i % clients.size());
            threads.add(Thread.ofPlatform().name("load-" + i).start(() -> run(client, random)));
        }
    }

    List<Accepted> accepted() {
        return List.copyOf(accepted.values());
    }

    /** Whether all are submitted. */
    boolean done() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("the load failed", failures.getFirst());
        }
    }

    private void run(Client client, Random random) {
        try {
            while (begun.incrementAndGet() <= jobs) {
                while (accepted.size() - rows.terminal() >= atOnce) {
                    Thread.sleep(200);
                }
                int attempts = random.nextInt(4) == 0 ? 1 : 4;
                String zone = random.nextInt(3) == 0 ? "eu/ee" : "eu/nl";
                String script =
                        "#!/bin/sh\nsleep 0.%d\necho done >/out/done\n"
                                .formatted(random.nextInt(10));
                String job = client.submit(new Client.Wanted(script, attempts, zone));
                boolean cancel = random.nextInt(20) == 0;
                accepted.put(job, new Accepted(job, attempts, cancel));
                if (cancel) {
                    Thread.sleep(random.nextInt(3000));
                    client.cancel(job);
                }
            }
        } catch (Exception | AssertionError e) {
            Log.say("load: %s", e);
            synchronized (failures) {
                failures.add(e);
            }
        }
    }
}
