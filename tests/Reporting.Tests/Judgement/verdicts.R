# Prints the intervals behind the verdicts of the tests in this folder. R 4.2 or later, no packages: Rscript verdicts.R
welch <- function(name, first, second) {
  test <- t.test(first, second)
  cat(sprintf("%-34s difference %.1f, 95 %% interval %.1f to %.1f, p against 0 = %.5f\n", name,
              100 * (mean(first) - mean(second)), 100 * test$conf.int[1], 100 * test$conf.int[2], test$p.value))
}
published <- function(name, values, value) {
  interval <- t.test(values - value, conf.level = 0.90)$conf.int
  cat(sprintf("%-34s difference %.2f, 90 %% interval %.2f to %.2f\n", name, 100 * (mean(values) - value), 100 * interval[1], 100 * interval[2]))
}

cat("Superiority: reproduced if the interval lies above 0\n")
welch("reproduced", c(0.7612, 0.7784), c(0.5174, 0.5231))
welch("not reproduced", c(0.5174, 0.5231), c(0.7612, 0.7784))
welch("inconclusive", c(0.60, 0.70), c(0.55, 0.52))

cat("Non-inferiority: reproduced if the interval lies below 1.0\n")
welch("reproduced", c(0.270, 0.275, 0.268), c(0.320, 0.318, 0.325))
welch("not reproduced", c(0.400, 0.402, 0.405), c(0.320, 0.318, 0.325))
welch("inconclusive", c(0.320, 0.330, 0.340), c(0.320, 0.318, 0.325))

cat("Within 1.0 of a published 6.97: reproduced if the interval lies inside\n")
published("reproduced", c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718), 0.0697)
published("not reproduced", c(0.0850, 0.0860, 0.0855, 0.0862, 0.0848), 0.0697)
published("inconclusive", c(0.0780, 0.0800, 0.0790, 0.0820, 0.0770), 0.0697)
