import Testing

/// Tests that train; one after another, since LibTorch's number of threads is the process's.
@Suite(.serialized) enum TrainingTests {}
