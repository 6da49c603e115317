// All kernels of the rasteriser, compiled together.
#include "Projection.cu"
#include "Harmonics.cu"
#include "Tiles.cu"
#include "CompositeForward.cu"
#include "CompositeBackward.cu"
#include "CompositeBackwardByGaussian.cu"
#include "ProjectionBackward.cu"
#include "HarmonicsBackward.cu"
