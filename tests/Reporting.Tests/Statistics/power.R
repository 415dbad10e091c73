# Prints the expected numbers of NoncentralTTests, PowerAnalysisTests and of the interval of Hedges' g in MeanDifferenceTests.
# R 4.2 or later, no packages: Rscript power.R
options(digits = 15)
show <- function(name, ...) cat(name, ":", format(c(...), digits = 15), "\n")

# Noncentral t: NoncentralTTests. R's own algorithm (AS 243) is good to about 1e-12 here.
for (a in list(c(2, 4, 1.5), c(2.5, 1.2, 3), c(-1, 3, 0.5), c(0, 5, 1), c(6, 2, 10), c(1.96, 200, -2), c(1.7, 5000, 2), c(3, 1, 0)))
  show(paste(c("pt(upper) t df ncp =", a), collapse = " "), pt(a[1], a[2], a[3], lower.tail = FALSE))

# One-sided power: PowerAnalysisTests
show("one sample n=5 delta=0.01 sd=0.008", power.t.test(n = 5, delta = 0.01, sd = 0.008, sig.level = 0.05, type = "one.sample", alternative = "one.sided")$power)
show("two samples n=3 delta=0.01 sd=0.008", power.t.test(n = 3, delta = 0.01, sd = 0.008, sig.level = 0.05, type = "two.sample", alternative = "one.sided")$power)
show("two samples n=10 delta=0.002 sd=0.004 sig=0.025", power.t.test(n = 10, delta = 0.002, sd = 0.004, sig.level = 0.025, type = "two.sample", alternative = "one.sided")$power)
show("seeds for 80 % two samples delta=0.004 sd=0.004", ceiling(power.t.test(power = 0.8, delta = 0.004, sd = 0.004, sig.level = 0.05, type = "two.sample", alternative = "one.sided")$n))
show("seeds for 80 % one sample delta=0.002 sd=0.004", ceiling(power.t.test(power = 0.8, delta = 0.002, sd = 0.004, sig.level = 0.05, type = "one.sample", alternative = "one.sided")$n))

# Power of two one-sided tests: over the chi-squared distribution of the variance, by R's own quadrature, and by simulation beside it.
tost.power <- function(off, margin, se, df, alpha) {
  tc <- qt(1 - alpha, df)
  inside <- function(q) { half <- margin - tc * se * sqrt(q / df); pnorm((half - off) / se) - pnorm((-half - off) / se) }
  integrate(function(q) inside(q) * dchisq(q, df), 0, df * (margin / (tc * se))^2, rel.tol = 1e-11, subdivisions = 1000)$value
}
tost.simulated <- function(off, margin, se, df, alpha, n = 4e6) {
  set.seed(1); estimate <- rnorm(n, off, se); error <- se * sqrt(rchisq(n, df) / df); tc <- qt(1 - alpha, df)
  mean(estimate - tc * error > -margin & estimate + tc * error < margin)
}
for (a in list(c(0, 0.01, 0.003, 4, 0.05), c(0.004, 0.01, 0.003, 4, 0.05), c(-0.004, 0.01, 0.003, 4, 0.05), c(0.002, 0.005, 0.0025, 8, 0.025),
               c(0.01, 0.01, 0.003, 4, 0.05), c(0, 0.004, 0.003, 2, 0.05), c(0, 0.01, 0.002, 1.3, 0.05)))
  show(paste(c("tost off margin se df alpha =", a), collapse = " "), do.call(tost.power, as.list(a)), do.call(tost.simulated, as.list(a)))

# Interval of Hedges' g: MeanDifferenceTests
g.interval <- function(x, y, level) {
  n <- c(length(x), length(y)); df <- sum(n) - 2; w <- sqrt(sum(1 / n)); t <- unname(t.test(x, y, var.equal = TRUE)$statistic)
  limit <- function(p) uniroot(function(ncp) pt(t, df, ncp, lower.tail = FALSE) - p, c(-20, 20), tol = 1e-13)$root * w
  c(limit((1 - level) / 2), limit((1 + level) / 2))
}
show("g interval 95", g.interval(c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718), c(0.0725, 0.0741, 0.0711, 0.0768), 0.95))
show("g interval 90", g.interval(c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718), c(0.0725, 0.0741, 0.0711, 0.0768), 0.90))
