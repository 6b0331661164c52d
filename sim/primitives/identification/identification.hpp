// The identification primitive's figures: the catalogue of articles, the sensors, and the reader station.
//
//   const Catalogue catalogue(config.catalogue, seed);
//   Classifier classifier(catalogue, config.sensors);
//   ReaderStation station(config.reader, classifier, clock, seed);
#pragma once

#include <cstdint>

#include "config/table.hpp"

namespace dray::primitives {

/// What the articles of a site look like. Articles of one family are look-alikes: `variants` share box and weight and differ in
/// print (flavours, colours), `sizes` share the print and differ in box and weight.
struct CatalogueConfig {
    std::int64_t skus = 3000;
    double edge_m = 0.12;           ///< median over SKUs of the geometric mean of a box's three edges
    double edge_spread = 0.5;       ///< deviation of the natural logarithm of that mean edge
    double aspect_spread = 0.35;    ///< deviation of the logarithm of each edge relative to the mean edge
    double density_kg_m3 = 300;     ///< median over SKUs
    double density_spread = 0.7;    ///< deviation of its logarithm
    double family_share = 0.4;      ///< SKUs that belong to families
    double family_size_mean = 5;    ///< SKUs of one family, at least 2
    double variants_share = 0.5;    ///< families whose members differ in print; the others differ in size
    double print_spread = 0.25;     ///< deviation of a variant's appearance from its family's, unrelated SKUs having 1
    double size_spread = 0.25;      ///< deviation of the logarithm of the edges of one family of sizes
    double likeness_spread = 0.02;  ///< what members of a family have in common deviates by this much
};
[[nodiscard]] const config::Table& catalogue_table();

/// Noise of the sensors. Deviations of weight and edges are relative (of the natural logarithm), appearance has unit deviation
/// over the catalogue.
struct SensorConfig {
    double no_read = 0.004;            ///< attempts at a sound label that read no code
    double damaged_label = 0.006;      ///< units whose label no attempt can read
    double wrong_read = 5e-5;          ///< attempts that read the code of another SKU
    double neighbour_read = 0.5;       ///< wrong reads whose code is on a unit that lies beside
    double noise_scale = 1.532;        ///< multiplies the next three; found by fit_noise_scale()
    double weight_noise_kg = 0.005;    ///< one weighing
    double edge_noise_m = 0.005;       ///< one edge of one measurement of a box in full view
    double appearance_noise = 0.5;     ///< each component of one view
    double weight_unit_spread = 0.01;  ///< between units of one SKU
    double edge_unit_spread = 0.01;
    double appearance_unit_spread = 0.15;
    double hidden_share = 0.25;  ///< mean share of a unit that is occluded in a view
    double hidden_error = 0.1;   ///< deviation of the share that the sensor takes for occluded
    double clutter_share = 0.5;  ///< occlusions that show a unit lying beside; the others show something unrelated
};
[[nodiscard]] const config::Table& sensor_table();

/// The station that reads units, and the people at its exception desk.
struct ReaderConfig {
    bool use_code = true, use_weight = true, use_dimensions = true, use_appearance = true;
    double accept = 0.99;               ///< stated confidence from which an identity is accepted
    double unexpected = 0.002;          ///< prior probability that a unit is none of those expected
    std::int64_t attempts = 3;          ///< reads of one unit at most, then it goes to the exception desk
    double attempt_s = 2;               ///< mean time of one read
    double attempt_cv = 0.1;            ///< lognormal; 0: fixed
    std::int64_t queue_units = 4;       ///< places before the reader
    std::int64_t desk_people = 1;       ///< people at the exception desk
    std::int64_t desk_queue_units = 8;  ///< places before the desk; the reader is blocked when they are taken
    double desk_s = 180;                ///< mean labour of one exception
    double desk_cv = 0.3;               ///< lognormal; 0: fixed
    double desk_wrong = 0.002;          ///< exceptions that a person settles wrongly, for the best-looking wrong SKU
    std::int64_t outlet_units = 4;      ///< identified units that may wait for their way onwards
};
[[nodiscard]] const config::Table& reader_table();

struct IdentificationConfig {
    CatalogueConfig catalogue;
    SensorConfig sensors;
    ReaderConfig reader;
};
[[nodiscard]] const config::Table& identification_table();

}  // namespace dray::primitives
