// LibTorch behind plain C types: what the Swift module Tensors is written on, and nothing else imports.
//
// Every function that can fail returns an HFError: NULL when it went well, else a message that the caller frees
// with hfErrorFree. No C++ exception leaves this interface. A handle is owned by whoever received it and is
// released with the function of its kind.
#ifndef CLIBTORCH_H
#define CLIBTORCH_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct HFTensorOpaque *HFTensor;
typedef struct HFOperatorOpaque *HFOperator;
typedef struct HFScriptOpaque *HFScript;
typedef struct HFGeneratorOpaque *HFGenerator;
typedef char *HFError;

void hfErrorFree(HFError error);

// MARK: Values handed to operators

typedef enum {
  HFValueNone,         // an absent optional
  HFValueDefault,      // the default of the operator's schema
  HFValueTensor,       // tensor, NULL for an undefined one
  HFValueTensorList,   // tensors, count
  HFValueOptionalTensorList, // tensors (NULL for an absent one), count
  HFValueInteger,      // integer
  HFValueReal,         // real
  HFValueBoolean,      // integer, 0 or 1
  HFValueIntegerList,  // integers, count
  HFValueRealList,     // reals, count
  HFValueString,       // string
  HFValueDevice,       // integer: the device's type, count: its index
  HFValueGenerator     // generator
} HFValueKind;

typedef struct {
  HFValueKind kind;
  int64_t integer;
  double real;
  int64_t count;
  HFTensor tensor;
  const HFTensor *tensors;
  const int64_t *integers;
  const double *reals;
  const char *string;
  HFGenerator generator;
} HFValue;

// MARK: Operators, by the name in PyTorch's schema

HFError hfOperatorFind(const char *name, const char *overload, HFOperator *found);
// Calls an operator. Trailing arguments that are not given take the schema's defaults. At most `capacity` tensors
// are written to `results` (a list of tensors counts each); `count` says how many. A result that is a number is
// returned in `number`.
HFError hfOperatorCall(
    HFOperator op, const HFValue *arguments, int64_t argumentCount, HFTensor *results, int64_t capacity,
    int64_t *count, double *number);

// MARK: Tensors

HFTensor hfTensorRetain(HFTensor tensor);
void hfTensorRelease(HFTensor tensor);
int64_t hfTensorRank(HFTensor tensor);
// Writes `hfTensorRank` sizes.
void hfTensorSizes(HFTensor tensor, int64_t *sizes);
int64_t hfTensorCount(HFTensor tensor);
int32_t hfTensorScalarType(HFTensor tensor);
void hfTensorDevice(HFTensor tensor, int32_t *type, int32_t *index);
bool hfTensorIsContiguous(HFTensor tensor);
bool hfTensorRequiresGradient(HFTensor tensor);
HFError hfTensorSetRequiresGradient(HFTensor tensor, bool wanted);
HFError hfTensorRetainGradient(HFTensor tensor);
// The gradient gathered so far, or NULL.
HFTensor hfTensorGradient(HFTensor tensor);
void hfTensorSetGradient(HFTensor tensor, HFTensor gradient);
// The first element of a CPU tensor's storage; valid while the tensor lives.
HFError hfTensorData(HFTensor tensor, void **data);
// The first element, on whatever device it is; valid while the tensor lives.
HFError hfTensorAddress(HFTensor tensor, void **address);
// A tensor over memory that stays the caller's; `release(context)` is called when the last user has gone.
HFError hfTensorFromMemory(
    void *data, const int64_t *sizes, int64_t rank, int32_t scalarType, void (*release)(void *), void *context,
    HFTensor *made);

// MARK: Automatic differentiation

HFError hfBackward(const HFTensor *outputs, const HFTensor *gradients, int64_t count, bool retainGraph);
bool hfGradientEnabled(void);
void hfSetGradientEnabled(bool enabled);

// The backward half of a function written by the caller: given `count` gradients (NULL where none flows), writes
// one gradient an input (NULL for none), all owned by the receiver. Returns NULL or a message, freed with free().
typedef char *(*HFBackwardFunction)(
    void *context, const HFTensor *gradients, int64_t count, HFTensor *inputGradients, int64_t inputCount);
// Joins `outputs`, computed outside the graph, to `inputs`: writes new handles to `joined`. The context is
// released when the graph has gone.
HFError hfJoinCustomFunction(
    const char *name, const HFTensor *inputs, int64_t inputCount, const HFTensor *outputs, int64_t outputCount,
    HFBackwardFunction backward, void (*release)(void *), void *context, HFTensor *joined);

// MARK: Autocast

bool hfAutocastEnabled(int32_t deviceType);
int32_t hfAutocastScalarType(int32_t deviceType);
void hfSetAutocast(int32_t deviceType, bool enabled, int32_t scalarType);
void hfClearAutocastCache(void);

// MARK: Random numbers

HFGenerator hfGeneratorMake(uint64_t seed);
void hfGeneratorRelease(HFGenerator generator);
HFTensor hfGeneratorState(HFGenerator generator);
HFError hfGeneratorSetState(HFGenerator generator, HFTensor state);

// MARK: TorchScript

HFError hfScriptLoad(const char *path, HFScript *loaded);
void hfScriptRelease(HFScript script);
HFError hfScriptCall(
    HFScript script, const char *method, const HFTensor *inputs, int64_t inputCount, HFTensor *results,
    int64_t capacity, int64_t *count);

// MARK: The machine

// Loads what this LibTorch has for CUDA, when first called; `built` says whether it has any. It must happen before
// anything asks LibTorch about CUDA, best before any tensor is made.
HFError hfCUDALoad(bool *built);
// The GPUs that LibTorch sees; none before CUDA was loaded.
int32_t hfCUDADeviceCount(void);
// Whether any library has registered a device of this type.
bool hfHasDevice(int32_t type);
// Waits until all that was queued on a device is done; a message if something of it failed.
HFError hfDeviceSynchronize(int32_t type, int32_t index);
// The most bytes of a GPU that tensors have held at once since the start or the last call of the second function.
HFError hfDevicePeakMemory(int32_t type, int32_t index, int64_t *bytes);
HFError hfDeviceForgetPeakMemory(int32_t type, int32_t index);
// The CUDA stream that operations on a GPU are queued on now, as the driver's API takes it.
HFError hfCUDACurrentStream(int32_t device, void **stream);
int32_t hfThreadCount(void);
void hfSetThreadCount(int32_t count);
const char *hfVersion(void);

#ifdef __cplusplus
}
#endif
#endif
