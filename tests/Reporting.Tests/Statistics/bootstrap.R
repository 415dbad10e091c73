# Prints the expected limits of BcaIntervalTests and their Monte-Carlo scatter. Needs R's recommended package boot: Rscript bootstrap.R
library(boot)
bca <- function(x, y, level, seed, influence = NULL, R = 99999) {
  set.seed(seed)
  data <- data.frame(value = c(x, y), arm = rep(1:2, c(length(x), length(y))))
  difference <- function(d, i) { d <- d[i, ]; mean(d$value[d$arm == 1]) - mean(d$value[d$arm == 2]) }
  resamples <- boot(data, difference, R = R, strata = data$arm)
  boot.ci(resamples, conf = level, type = "bca", L = influence)$bca[4:5]
}
# Influence values with each sample's weight 1/n, after Davison and Hinkley (1997): for unequal sizes boot's own leave it out.
weighted <- function(x, y) c((x - mean(x)) / length(x), -(y - mean(y)) / length(y))

x <- c(0.0702, 0.0731, 0.0689, 0.0745, 0.0718, 0.0790, 0.0705, 0.0699)
y <- c(0.0725, 0.0741, 0.0711, 0.0768, 0.0722, 0.0733, 0.0719, 0.0801)
u <- c(0.12, 0.31, 0.24, 0.28, 0.19, 0.33, 0.97)
v <- c(0.21, 0.35, 0.38, 0.30, 0.41)
for (seed in 1:2) {
  cat("8 + 8, 95 %, boot's influences:", format(bca(x, y, 0.95, seed, empinf(data = data.frame(value = c(x, y), arm = rep(1:2, each = 8)),
    statistic = function(d, i) { d <- d[i, ]; mean(d$value[d$arm == 1]) - mean(d$value[d$arm == 2]) }, stype = "i", type = "jack", strata = rep(1:2, each = 8))), digits = 8), "\n")
  cat("8 + 8, 95 %, weighted:", format(bca(x, y, 0.95, seed, weighted(x, y)), digits = 8), "\n")
  cat("7 + 5, 90 %, weighted:", format(bca(u, v, 0.90, seed, weighted(u, v)), digits = 8), "\n")
}
# How much 9,999 resamples scatter: standard deviation of each limit over 20 seeds.
cat("sd of limits, 8 + 8:", format(apply(sapply(1:20, function(s) bca(x, y, 0.95, s, weighted(x, y), R = 9999)), 1, sd), digits = 3), "\n")
cat("sd of limits, 7 + 5:", format(apply(sapply(1:20, function(s) bca(u, v, 0.90, s, weighted(u, v), R = 9999)), 1, sd), digits = 3), "\n")
