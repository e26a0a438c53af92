package eu.sluis.e2e.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hurts the parts of a rig, in lanes that run beside each other: the replicas, each site's Slurm,
 * the database and the wires. The seed decides what comes after what in each lane.
 */
final class Faults {

    private static final String[] POINTS = {
        "ACCEPTING",
        "BEGUN",
        "SUBMITTED",
        "RECORDED",
        "LET_GO",
        "RELEASING",
        "RELEASED",
        "COMMITTING",
        "COMMITTED"
    };

    /** One way to hurt a part and to heal it; says whether it came about. */
    private interface Harm {
        boolean act(Random random) throws InterruptedException;
    }

    private record Fault(String name, int weight, Harm harm) {}

    private final Rig rig;
    private final long seed;
    private final int most;
    private final boolean nodesToo;
    private final AtomicInteger kills = new AtomicInteger();
    private final List<Thread> lanes = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile boolean over;

    /**
     * Faults for a rig.
     *
     * @param most how many
     * @param nodesToo whether nodes are lost for longer than SlurmdTimeout, which takes a minute
     *     each
     */
    Faults(Rig rig, long seed, int most, boolean nodesToo) {
        this.rig = rig;
        this.seed = seed;
        this.most = most;
        this.nodesToo = nodesToo;
    }

    void start() {
        lane("gateways", gateways());
        for (Rig.Site site : rig.sites) {
            lane(site.name(), slurm(site));
        }
        lane("others", others());
    }

    int kills() {
        return kills.get();
    }

    /** Lets each lane heal what it hurt, and returns when all is well. */
    void stop() throws InterruptedException {
        over = true;
        for (Thread lane : lanes) {
            lane.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("the harness failed", failures.getFirst());
        }
    }

    private void lane(String name, List<Fault> faults) {
        Random random = new Random(seed * 31 + name.hashCode());
        lanes.add(Thread.ofPlatform().name(name).start(() -> run(name, faults, random)));
    }

    private void run(String lane, List<Fault> faults, Random random) {
        try {
            while (!over && kills.get() < most) {
                Fault fault = choose(faults, random);
                long from = System.currentTimeMillis();
                if (fault.harm.act(random)) {
                    kills.incrementAndGet();
                    Log.say("%s: %s, %d ms", lane, fault.name, System.currentTimeMillis() - from);
                }
                Thread.sleep(random.nextInt(300, 2500));
            }
        } catch (InterruptedException | RuntimeException e) {
            Log.say("%s: the harness failed: %s", lane, e);
            synchronized (failures) {
                failures.add(e);
            }
        }
    }

    private static Fault choose(List<Fault> faults, Random random) {
        int at = random.nextInt(faults.stream().mapToInt(Fault::weight).sum());
        for (Fault fault : faults) {
            at -= fault.weight;
            if (at < 0) {
                return fault;
            }
        }
        throw new IllegalStateException();
    }

    private List<Fault> gateways() {
        return List.of(
                new Fault(
                        "gateway killed",
                        3,
                        random -> {
                            one(random).kill();
                            return true;
                        }),
                new Fault(
                        "gateway killed at a point",
                        6,
                        random -> {
                            String point = POINTS[random.nextInt(POINTS.length)];
                            boolean died = one(random).dieAt(point, Duration.ofSeconds(8));
                            if (died) {
                                Log.say("gateways: at %s", point);
                            }
                            return died;
                        }),
                new Fault(
                        "gateway stopped past its lease",
                        2,
                        random -> {
                            one(random).sleep(Duration.ofMillis(random.nextInt(6_000, 14_000)));
                            return true;
                        }));
    }

    private Replica one(Random random) {
        return rig.replicas.get(random.nextInt(rig.replicas.size()));
    }

    private List<Fault> slurm(Rig.Site site) {
        Daemon controller = site.controller();
        List<Fault> faults = new ArrayList<>();
        faults.add(
                new Fault(
                        "slurmctld killed",
                        4,
                        random -> {
                            controller.kill();
                            Thread.sleep(random.nextInt(3_000));
                            controller.start();
                            return true;
                        }));
        faults.add(
                new Fault(
                        "slurmctld stopped past the time-out",
                        1,
                        random -> {
                            controller.stop();
                            Thread.sleep(random.nextInt(6_000, 16_000));
                            controller.go();
                            return true;
                        }));
        faults.add(
                new Fault(
                        "slurmctld stopped, killed",
                        1,
                        random -> {
                            controller.stop();
                            Thread.sleep(random.nextInt(1_000, 7_000));
                            controller.kill();
                            controller.start();
                            return true;
                        }));
        faults.add(
                new Fault(
                        "slurmrestd killed",
                        3,
                        random -> {
                            site.rest().killChildren();
                            return true;
                        }));
        faults.add(
                new Fault(
                        "slurmd killed",
                        3,
                        random -> {
                            Daemon node = node(site, random);
                            node.kill();
                            Thread.sleep(random.nextInt(5_000));
                            node.start();
                            return true;
                        }));
        faults.add(
                new Fault(
                        "network to slurmrestd cut",
                        1,
                        random -> {
                            site.toRest().cut();
                            Thread.sleep(random.nextInt(1_000, 6_000));
                            site.toRest().mend();
                            return true;
                        }));
        faults.add(
                new Fault(
                        "network to slurmrestd silent",
                        1,
                        random -> {
                            site.toRest().silence();
                            Thread.sleep(random.nextInt(3_000, 15_000));
                            site.toRest().mend();
                            return true;
                        }));
        if (nodesToo) {
            faults.addAll(nodes(site));
        }
        return faults;
    }

    private List<Fault> nodes(Rig.Site site) {
        return List.of(
                new Fault(
                        "node lost",
                        1,
                        random -> {
                            int number = random.nextInt(2);
                            Daemon node = site.nodes().get(number);
                            node.kill();
                            Nodes.killAllOf(site.name() + "-c" + (number + 1));
                            Thread.sleep(45_000);
                            node.start();
                            return true;
                        }),
                new Fault(
                        "node cut off while its jobs run",
                        1,
                        random -> {
                            Daemon node = node(site, random);
                            node.stop();
                            Thread.sleep(50_000);
                            node.go();
                            return true;
                        }));
    }

    private Daemon node(Rig.Site site, Random random) {
        return site.nodes().get(random.nextInt(2));
    }

    private List<Fault> others() {
        return List.of(
                new Fault(
                        "PostgreSQL killed",
                        2,
                        random -> {
                            rig.postgresql.kill();
                            Thread.sleep(random.nextInt(1_000));
                            rig.postgresql.start();
                            return true;
                        }),
                new Fault(
                        "network to PostgreSQL cut",
                        1,
                        random -> {
                            rig.toPostgresql.cut();
                            Thread.sleep(random.nextInt(500, 4_000));
                            rig.toPostgresql.mend();
                            return true;
                        }),
                new Fault(
                        "network to PostgreSQL silent",
                        1,
                        random -> {
                            rig.toPostgresql.silence();
                            Thread.sleep(random.nextInt(2_000, 8_000));
                            rig.toPostgresql.mend();
                            return true;
                        }),
                new Fault(
                        "network to the gateways cut",
                        2,
                        random -> {
                            rig.front.wire.cut();
                            Thread.sleep(random.nextInt(500, 5_000));
                            rig.front.wire.mend();
                            return true;
                        }),
                new Fault(
                        "network to the gateways silent",
                        1,
                        random -> {
                            rig.front.wire.silence();
                            Thread.sleep(random.nextInt(2_000, 8_000));
                            rig.front.wire.mend();
                            return true;
                        }));
    }
}
