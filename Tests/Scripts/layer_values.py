"""What PyTorch's layer gives for weights and an input x: its output, and the gradient of its sum of squares."""
import sys

import tensor_files
import torch


def attention(state, x):
    size = x.shape[-1]
    layer = torch.nn.MultiheadAttention(size, 2, batch_first=True)
    parts = ["query", "key", "value"]
    layer.load_state_dict(
        {
            "in_proj_weight": torch.cat([state[f"{part}.weight"] for part in parts]),
            "in_proj_bias": torch.cat([state[f"{part}.bias"] for part in parts]),
            "out_proj.weight": state["output.weight"],
            "out_proj.bias": state["output.bias"],
        }
    )
    context = state.get("context", x)
    return layer(x, context, context)[0]


def loaded(layer, state):
    layer.load_state_dict({name: state[name] for name in ("weight", "bias")})
    return layer


KINDS = {
    "linear": lambda state, x: loaded(torch.nn.Linear(5, 3), state)(x),
    "layer_norm": lambda state, x: loaded(torch.nn.LayerNorm(6), state)(x),
    "convolution": lambda state, x: loaded(torch.nn.Conv2d(4, 6, 3, 2, 1, groups=2), state)(x),
    "attention": attention,
}

kind, given, expected = sys.argv[1:]
state = {name: torch.from_numpy(array) for name, array in tensor_files.read(given)[0].items()}
x = state["x"].requires_grad_()
output = KINDS[kind](state, x)
output.square().sum().backward()
tensor_files.write(expected, {"output": output.detach().numpy(), "gradient": x.grad.numpy()})
