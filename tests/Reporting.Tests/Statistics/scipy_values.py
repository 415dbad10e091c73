"""Prints SciPy's values for the tests in this folder, where SciPy says something that R does not. python3 with SciPy 1.10 or later: python3 scipy_values.py"""
import numpy as np
from scipy import stats

# NoncentralTTests: beyond the 37.62 at which R's pt gives up.
for t, df, ncp in [(36.7, 5, 40.0), (60.0, 3, 50.0), (2.5, 1.2, 3.0)]:
    print("nct.sf", t, df, ncp, repr(stats.nct.sf(t, df, ncp)))

# BcaIntervalTests
x = [0.0702, 0.0731, 0.0689, 0.0745, 0.0718, 0.0790, 0.0705, 0.0699]
y = [0.0725, 0.0741, 0.0711, 0.0768, 0.0722, 0.0733, 0.0719, 0.0801]
u = [0.12, 0.31, 0.24, 0.28, 0.19, 0.33, 0.97]
v = [0.21, 0.35, 0.38, 0.30, 0.41]


def difference(a, b, axis=-1):
    return np.mean(a, axis=axis) - np.mean(b, axis=axis)


for name, pair, level in [("8 + 8", (x, y), 0.95), ("7 + 5", (u, v), 0.90)]:
    for seed in (1, 2):
        found = stats.bootstrap(pair, difference, n_resamples=99999, vectorized=True, confidence_level=level, method="BCa", random_state=seed, batch=9999)
        print("bootstrap BCa", name, found.confidence_interval)

# PermutationTestTests: SciPy's two-sided p doubles the smaller tail, which is the same for equal sizes without ties in the null distribution.
a = [0.0702, 0.0731, 0.0689, 0.0745, 0.0718]
b = [0.0725, 0.0741, 0.0711, 0.0768, 0.0722]
print("permutation_test independent", stats.permutation_test((a, b), difference, n_resamples=np.inf).pvalue)
print("permutation_test samples", stats.permutation_test((a, b), difference, permutation_type="samples", n_resamples=np.inf).pvalue)

# PairedDifferenceTests, BinomialIntervalTests, McNemarTests
print("ttest_rel", stats.ttest_rel(a, b))
print("wilson", stats.binomtest(697, 10000).proportion_ci(method="wilson"))
print("binomtest", stats.binomtest(40, 65).pvalue)

# InterquartileMeanTests
print("trim_mean n=8", stats.trim_mean([3, 1, 4, 1, 5, 9, 2, 6], 0.25))
print("trim_mean n=5, whole values dropped", stats.trim_mean(a, 0.25), "each four times", stats.trim_mean(np.repeat(a, 4), 0.25))

# SimulatedSituations: what SciPy's BCa interval covers at the level 0.95, normal values (a minute).
generator = np.random.default_rng(1)
for n in (5, 10, 20):
    covered = 0
    for _ in range(2000):
        low, high = stats.bootstrap((generator.normal(size=n), generator.normal(size=n)), difference, n_resamples=999, vectorized=True, method="BCa", random_state=generator).confidence_interval
        covered += low <= 0 <= high
    print("bootstrap BCa coverage, n =", n, covered / 2000)
