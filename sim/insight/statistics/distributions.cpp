#include "insight/statistics/distributions.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace dray::insight {

double student_t_quantile(double p, double freedom) {
    return boost::math::quantile(boost::math::students_t(freedom), p);
}

double student_t_two_sided(double t, double freedom) {
    if (std::isinf(t)) return 0;
    return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(t)));
}

double normal_quantile(double p) {
    return boost::math::quantile(boost::math::normal(), p);
}

double binomial_at_most(std::int64_t k, std::int64_t n, double p) {
    if (k < 0) return 0;
    if (k >= n) return 1;
    return boost::math::cdf(boost::math::binomial(static_cast<double>(n), p), static_cast<double>(k));
}

double t_test_power(double shift, double freedom, double alpha) {
    const double limit = student_t_quantile(1 - alpha / 2, freedom);
    const boost::math::non_central_t tested(freedom, shift);
    return boost::math::cdf(boost::math::complement(tested, limit)) + boost::math::cdf(tested, -limit);
}

}  // namespace dray::insight
