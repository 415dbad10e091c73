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
