# Prints what the tests in this folder expect of verdicts. R 4.2 or later, no packages: Rscript verdicts.R
# A contrast is sum(c * mean); its variance sum(c^2 s^2/n); its degrees of freedom Satterthwaite's. With c = 1, -1 it is t.test's.
contrast <- function(coefficients, samples, reference = 0) {
  variances <- mapply(function(c, x) c^2 * var(x) / length(x), coefficients, samples)
  list(estimate = sum(mapply(function(c, x) c * mean(x), coefficients, samples)) - reference,
       error = sqrt(sum(variances)),
       df = sum(variances)^2 / sum(variances^2 / (sapply(samples, length) - 1)))
}
judge <- function(name, test, above = -Inf, below = Inf, level = 0.95, unit = 100, digits = 1) {
  half <- qt((1 + level) / 2, test$df) * test$error
  p_for <- max(if (is.finite(above)) pt((test$estimate - above) / test$error, test$df, lower.tail = FALSE) else 0,
               if (is.finite(below)) pt((test$estimate - below) / test$error, test$df) else 0)
  p_against <- min(if (is.finite(above)) pt((test$estimate - above) / test$error, test$df) else 1,
                   if (is.finite(below)) pt((test$estimate - below) / test$error, test$df, lower.tail = FALSE) else 1)
  p <- min(1, 2 * min(p_for, p_against))
  verdict <- if (p > 1 - level) "inconclusive" else if (p_for < p_against) "reproduced" else "not reproduced"
  cat(sprintf(paste0("%-44s %.", digits, "f, interval %.", digits, "f to %.", digits, "f, df %.6f, p for %.8g, against %.8g, two-sided %.8g: %s\n"), name,
              unit * test$estimate, unit * (test$estimate - half), unit * (test$estimate + half), test$df, p_for, p_against, p, verdict))
}

cat("Superiority: above 0\n")
judge("reproduced", contrast(c(1, -1), list(c(0.7612, 0.7784), c(0.5174, 0.5231))), above = 0)
judge("not reproduced", contrast(c(1, -1), list(c(0.5174, 0.5231), c(0.7612, 0.7784))), above = 0)
judge("inconclusive", contrast(c(1, -1), list(c(0.60, 0.70), c(0.55, 0.52))), above = 0)
judge("taken away by Holm", contrast(c(1, -1), list(c(0.74, 0.80), c(0.50, 0.54))), above = 0)
print(t.test(c(0.74, 0.80), c(0.50, 0.54))$p.value)

cat("Non-inferiority: below 1.0 point\n")
judge("reproduced", contrast(c(1, -1), list(c(0.270, 0.275, 0.268), c(0.320, 0.318, 0.325))), below = 0.01)
judge("not reproduced", contrast(c(1, -1), list(c(0.400, 0.402, 0.405), c(0.320, 0.318, 0.325))), below = 0.01)
judge("inconclusive", contrast(c(1, -1), list(c(0.320, 0.330, 0.340), c(0.320, 0.318, 0.325))), below = 0.01)

cat("Equivalence: within 1.0 point\n")
judge("reproduced", contrast(c(1, -1), list(c(0.320, 0.322, 0.321), c(0.319, 0.320, 0.322))), above = -0.01, below = 0.01)
judge("not reproduced", contrast(c(1, -1), list(c(0.350, 0.352, 0.351), c(0.319, 0.320, 0.322))), above = -0.01, below = 0.01)
judge("inconclusive", contrast(c(1, -1), list(c(0.320, 0.330, 0.340), c(0.319, 0.320, 0.322))), above = -0.01, below = 0.01)

cat("Within 1.0 point of a published 6.97 %\n")
judge("reproduced", contrast(1, list(c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718)), 0.0697), above = -0.01, below = 0.01, digits = 2)
judge("not reproduced", contrast(1, list(c(0.0850, 0.0860, 0.0855, 0.0862, 0.0848)), 0.0697), above = -0.01, below = 0.01, digits = 2)
judge("inconclusive", contrast(1, list(c(0.0780, 0.0800, 0.0790, 0.0820, 0.0770)), 0.0697), above = -0.01, below = 0.01, digits = 2)

cat("Limit: a test error above 60 %\n")
judge("reproduced", contrast(1, list(c(0.70, 0.72, 0.71))), above = 0.6)
judge("not reproduced", contrast(1, list(c(0.50, 0.52, 0.51))), above = 0.6)
judge("inconclusive", contrast(1, list(c(0.59, 0.62, 0.64))), above = 0.6)

cat("Trend: training error over depth 20, 32, 44, 56 rises; slope a doubling of depth\n")
x <- log2(c(20, 32, 44, 56))
slope <- (x - mean(x)) / sum((x - mean(x))^2)
print(slope, digits = 12)
judge("reproduced", contrast(slope, list(c(0.012, 0.013), c(0.014, 0.015), c(0.025, 0.023), c(0.052, 0.050))), above = 0, digits = 2)
judge("not reproduced", contrast(slope, list(c(0.052, 0.050), c(0.025, 0.023), c(0.014, 0.015), c(0.012, 0.013))), above = 0, digits = 2)
judge("inconclusive", contrast(slope, list(c(0.012, 0.023), c(0.034, 0.015), c(0.025, 0.013), c(0.022, 0.030))), above = 0, digits = 2)

cat("Gradient reach of the synthetic diagnoses, log10: relative gradients 1.1 + 0.01 seed to the power of minus the layer's place\n")
growth <- 2 + 0.01 * 1:3
judge("plain-56 above a tenth", contrast(1, list(log10(growth) * 5)), above = -1, unit = 1, digits = 6)
cat(sprintf("ratio %.6f\n", 10^mean(log10(growth) * 5)))

cat("Further seeds, one-sided t with half of 5 % and power 80 %, if the measured values were true\n")
further <- function(name, coefficients, samples, distance) {
  variances <- mapply(function(c, x) c^2 * var(x), coefficients, samples)
  for (n in 2:1000) {
    df <- (n - 1) * sum(variances)^2 / sum(variances^2)
    error <- sqrt(sum(variances) / n)
    if (pt(qt(0.975, df), df, ncp = distance / error, lower.tail = FALSE) >= 0.8) { cat(name, n, "seeds\n"); return(invisible()) }
  }
  cat(name, "more than 1000 seeds\n")
}
further("non-inferiority", c(1, -1), list(c(0.320, 0.330, 0.340), c(0.320, 0.318, 0.325)), abs(mean(c(0.320, 0.330, 0.340)) - mean(c(0.320, 0.318, 0.325)) - 0.01))
further("superiority", c(1, -1), list(c(0.60, 0.70), c(0.55, 0.52)), 0.115)
