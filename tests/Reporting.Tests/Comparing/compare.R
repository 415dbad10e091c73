# Prints the expected numbers of ResultsComparisonTests: Welch's test of B minus A, and Holm's correction over the whole family.
# R 4.2 or later, no packages: Rscript compare.R
options(digits = 15)
a <- list(plain20_train = c(0.5174, 0.5231, 0.5302), plain20_test = c(0.5611, 0.5702, 0.5654),
          plain56_train = c(0.7612, 0.7784, 0.7668), plain56_test = c(0.7703, 0.7811, 0.7740))
b <- list(plain20_train = c(0.5590, 0.5602, 0.5677), plain20_test = c(0.5633, 0.5729, 0.5604),
          plain56_train = c(0.7695, 0.7731), plain56_test = c(0.7777, 0.7932))
tests <- Map(function(x, y) t.test(y, x), a, b)
for (name in names(tests)) {
  test <- tests[[name]]
  cat(name, ": difference", format(mean(b[[name]]) - mean(a[[name]]), digits = 15), "interval", format(test$conf.int, digits = 15),
      "p", format(test$p.value, digits = 15), "\n")
}
# The synthetic runs have one training error in both modes, so each training p-value stands in the family twice.
p <- sapply(tests, function(test) test$p.value)[c(1, 1, 2, 3, 3, 4)]
cat("holm over 6:", format(p.adjust(p, "holm"), digits = 15), "\n")
