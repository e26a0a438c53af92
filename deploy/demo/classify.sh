#!/bin/sh
# Splits the patients by a fixed seed, trains a logistic regression on 70 % and prints the accuracy on the rest.
# Reads /in/patients/*.csv as a Sluis job; outside, give the file: classify.sh FILE [OUTPUT-DIRECTORY]
set -eu
table=${1:-/in/patients/breast-cancer-wisconsin-diagnostic.csv}
out=${2:-/out}
awk -F, -v out="$out/model.txt" '
function draw() { seed = (seed * 1103 + 12345) % 65536; return seed / 65536 }
function score(r,   f, s) { s = w[0]; for (f = 1; f < NF0; f++) s += w[f] * (x[r, f] - mean[f]) / sd[f]; return s }
BEGIN { seed = 569 }
NR == 1 { next }                                        # counts and class names
{ n++; NF0 = NF; for (f = 1; f < NF; f++) x[n, f] = $f; y[n] = $NF; train[n] = draw() < 0.7 }
END {
    for (r = 1; r <= n; r++) if (train[r]) { m++; for (f = 1; f < NF0; f++) { mean[f] += x[r, f]; square[f] += x[r, f] ^ 2 } }
    for (f = 1; f < NF0; f++) { mean[f] /= m; sd[f] = sqrt(square[f] / m - mean[f] ^ 2) }
    for (step = 1; step <= 60; step++) {
        for (f = 0; f < NF0; f++) slope[f] = 0
        for (r = 1; r <= n; r++) if (train[r]) {
            miss = y[r] - 1 / (1 + exp(-score(r))); slope[0] += miss
            for (f = 1; f < NF0; f++) slope[f] += miss * (x[r, f] - mean[f]) / sd[f]
        }
        for (f = 0; f < NF0; f++) w[f] += slope[f] / m
    }
    for (r = 1; r <= n; r++) if (!train[r]) { tested++; right += (score(r) > 0) == y[r] }
    for (f = 0; f < NF0; f++) printf "%d %.6f\n", f, w[f] > out
    printf "patients %d, trained on %d, tested on %d, accuracy %.4f\n", n, m, tested, right / tested
}' "$table"
