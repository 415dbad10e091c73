# Prints the expected numbers of the tests in this folder. R 4.2 or later, no packages: Rscript statistics.R
options(digits = 15)
show <- function(name, ...) cat(name, ":", format(c(...), digits = 15), "\n")

plain56 <- c(0.7612, 0.7784, 0.7668)
plain20 <- c(0.5174, 0.5231, 0.5302, 0.5089)

# One mean: SampleTests
one <- t.test(plain20, conf.level = 0.95)
show("mean sd", mean(plain20), sd(plain20))
show("interval 95", one$conf.int)
show("interval 90", t.test(plain20, conf.level = 0.90)$conf.int)
show("interval 95 n=2", t.test(plain56[1:2])$conf.int)

# Two means: MeanDifferenceTests
welch <- t.test(plain56, plain20)
show("welch diff t df p", mean(plain56) - mean(plain20), welch$statistic, welch$parameter, welch$p.value)
show("welch interval 95", welch$conf.int)
shifted <- t.test(plain56, plain20, mu = 0.25)
show("welch against 0.25: p", shifted$p.value)
small <- t.test(c(0.7612, 0.7784), c(0.5174, 0.5231))
show("welch 2+2 t df p", small$statistic, small$parameter, small$p.value)
show("welch 2+2 interval", small$conf.int)
constant <- t.test(plain56, c(0.5, 0.5))
show("welch, second constant: df p", constant$parameter, constant$p.value)

m <- length(plain56) + length(plain20) - 2
pooled <- sqrt(((length(plain56) - 1) * var(plain56) + (length(plain20) - 1) * var(plain20)) / m)
j <- gamma(m / 2) / (sqrt(m / 2) * gamma((m - 1) / 2))
show("hedges g", j * (mean(plain56) - mean(plain20)) / pooled)

# Equivalence with a published value: EquivalenceTestTests
resnet56 <- c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718)
below <- t.test(resnet56, mu = 0.0697 - 0.01, alternative = "greater")$p.value
above <- t.test(resnet56, mu = 0.0697 + 0.01, alternative = "less")$p.value
show("tost p", max(below, above))
show("tost interval 90 of the difference", t.test(resnet56 - 0.0697, conf.level = 0.90)$conf.int)

# Several tests: HolmTests
show("holm", p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "holm"))

# Tails: StudentTTests
show("upper tail t=40 df=3.5", pt(40, 3.5, lower.tail = FALSE))
show("quantile 0.975 df=1.2", qt(0.975, 1.2))

# Pairs: PairedDifferenceTests
first <- c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718)
second <- c(0.0725, 0.0741, 0.0711, 0.0768, 0.0722)
paired <- t.test(first, second, paired = TRUE)
show("paired diff se t df p", paired$estimate, paired$stderr, paired$statistic, paired$parameter, paired$p.value)
show("paired interval 95", paired$conf.int)
show("paired against -0.001: p", t.test(first, second, paired = TRUE, mu = -0.001)$p.value)
show("paired correlation", cor(first, second))
m <- length(first) - 1
show("paired hedges g_z", gamma(m / 2) / (sqrt(m / 2) * gamma((m - 1) / 2)) * mean(first - second) / sd(first - second))

# Every relabelling: PermutationTestTests. Rounded, so that sums that are equal on paper are equal.
permutation <- function(x, y) {
  pooled <- c(x, y)
  differences <- combn(length(pooled), length(x), function(i) round(abs(mean(pooled[i]) - mean(pooled[-i])), 12))
  c(sum(differences >= round(abs(mean(x) - mean(y)), 12)), length(differences))
}
signs <- function(d) {
  sums <- round(abs(as.matrix(expand.grid(rep(list(c(-1, 1)), length(d)))) %*% d), 12)
  c(sum(sums >= round(abs(sum(d)), 12)), length(sums))
}
show("permutation 5 + 5: extreme, all", permutation(first, second))
show("permutation 3 + 4", permutation(plain56, plain20))
show("permutation with ties 3 + 4", permutation(c(0.1, 0.2, 0.3), c(0.2, 0.3, 0.3, 0.4)))
show("permutation 7 + 6", permutation(c(0.12, 0.31, 0.24, 0.28, 0.19, 0.33, 0.27), c(0.21, 0.35, 0.38, 0.30, 0.41, 0.29)))
show("signs 5 pairs", signs(first - second))
show("signs with ties 6 pairs", signs(c(0.1, -0.2, 0.3, 0.3, 0.4, -0.1)))

# Shares: BinomialIntervalTests
show("wilson 697 of 10000", prop.test(697, 10000, correct = FALSE)$conf.int)
show("wilson 3 of 10, 90 %", prop.test(3, 10, conf.level = 0.90, correct = FALSE)$conf.int)
show("wilson 0 of 50", prop.test(0, 50, correct = FALSE)$conf.int)
show("wilson 50 of 50", prop.test(50, 50, correct = FALSE)$conf.int)
coverage <- function(share, n) {
  k <- 0:n
  limits <- sapply(k, function(wrong) suppressWarnings(prop.test(wrong, n, correct = FALSE)$conf.int))
  sum(dbinom(k, n, share)[limits[1, ] <= share & share <= limits[2, ]])
}
show("wilson's exact coverage at 0.07 of 100, of 10000: SimulatedSituations", coverage(0.07, 100), coverage(0.07, 10000))

# Two classifiers, same images: McNemarTests
show("mcnemar 40 25 p", binom.test(40, 65)$p.value)
show("mcnemar 3 14 p", binom.test(3, 17)$p.value)
show("mcnemar 8 8 p", binom.test(8, 16)$p.value)
# Agresti and Min (2005): half an image added to each cell, then Wald from the table's own covariance of the two margins.
agresti.min <- function(b, c, n, level = 0.95, agree = n - b - c) {
  p <- c(b + 0.5, c + 0.5, agree + 1) / (n + 2); w <- c(1, -1, 0)
  sum(w * p) + c(-1, 1) * qnorm((1 + level) / 2) * sqrt(drop(w %*% (diag(p) - p %o% p) %*% w) / (n + 2))
}
show("agresti-min 40 25 of 10000", agresti.min(40, 25, 10000))
show("agresti-min 3 14 of 100, 90 %", agresti.min(3, 14, 100, 0.90))
show("agresti-min 0 0 of 10000", agresti.min(0, 0, 10000))

# Middle half: InterquartileMeanTests. Written down four times each, so that four divides n.
iqm <- function(x) mean(rep(x, each = 4), trim = 0.25)
show("iqm n=8", mean(c(3, 1, 4, 1, 5, 9, 2, 6), trim = 0.25), iqm(c(3, 1, 4, 1, 5, 9, 2, 6)))
show("iqm n=5", iqm(first))
show("iqm n=3", iqm(plain56))
show("iqm n=6", iqm(c(0.1, 0.2, 0.4, 0.5, 0.9, 1.0)))
