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

# Power of Welch's one-sided test: over both chi-squared distributions, and by simulation beside it.
welch.power <- function(distance, sd1, n1, sd2, n2, alpha) {
  v <- c(sd1^2 / n1, sd2^2 / n2)
  given <- function(q1, q2) {
    a <- v[1] * q1 / (n1 - 1); b <- v[2] * q2 / (n2 - 1)
    df <- (a + b)^2 / (a^2 / (n1 - 1) + b^2 / (n2 - 1))
    pnorm((distance - qt(1 - alpha, df) * sqrt(a + b)) / sqrt(sum(v))) * dchisq(q1, n1 - 1) * dchisq(q2, n2 - 1)
  }
  integrate(Vectorize(function(q1) integrate(function(q2) given(q1, q2), 0, Inf, rel.tol = 1e-9)$value), 0, Inf, rel.tol = 1e-8)$value
}
welch.simulated <- function(distance, sd1, n1, sd2, n2, alpha, n = 4e6) {
  set.seed(1); a <- sd1^2 / n1 * rchisq(n, n1 - 1) / (n1 - 1); b <- sd2^2 / n2 * rchisq(n, n2 - 1) / (n2 - 1)
  estimate <- rnorm(n, distance, sqrt(sd1^2 / n1 + sd2^2 / n2))
  mean(pt(estimate / sqrt(a + b), (a + b)^2 / (a^2 / (n1 - 1) + b^2 / (n2 - 1)), lower.tail = FALSE) <= alpha)
}
for (a in list(c(1.5, 1, 5, 1, 5, 0.05), c(1.5, 1, 10, 1, 10, 0.05), c(4, 3, 3, 1, 3, 0.05), c(1, 1, 4, 2, 9, 0.025), c(0, 1, 5, 1, 5, 0.05)))
  show(paste(c("welch distance sd1 n1 sd2 n2 alpha =", a), collapse = " "), do.call(welch.power, as.list(a)), do.call(welch.simulated, as.list(a)))
# Its exact two-sided level at 5 %, with deviations alike, three to one, and the worst of ratios from 1 to 20.
for (n in c(3, 5, 10)) {
  level <- function(ratio) 2 * welch.power(0, ratio, n, 1, n, 0.025)
  worst <- optimize(level, c(1, 20), maximum = TRUE, tol = 1e-3)
  show(paste("welch level, n =", n, "ratio 1, 3, worst, at"), level(1), level(3), worst$objective, worst$maximum)
}

# Interval of Hedges' g: MeanDifferenceTests
g.interval <- function(x, y, level) {
  n <- c(length(x), length(y)); df <- sum(n) - 2; w <- sqrt(sum(1 / n)); t <- unname(t.test(x, y, var.equal = TRUE)$statistic)
  limit <- function(p) uniroot(function(ncp) pt(t, df, ncp, lower.tail = FALSE) - p, c(-20, 20), tol = 1e-13)$root * w
  c(limit((1 - level) / 2), limit((1 + level) / 2))
}
show("g interval 95", g.interval(c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718), c(0.0725, 0.0741, 0.0711, 0.0768), 0.95))
show("g interval 90", g.interval(c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718), c(0.0725, 0.0741, 0.0711, 0.0768), 0.90))
